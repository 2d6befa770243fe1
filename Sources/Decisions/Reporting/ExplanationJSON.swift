import Accounting
import Agreement
import Chronology
import Judging
import Sampling

extension Explanation {
  /// The explanation as JSON, format `constat.explanation/1`: the same one always gives the same bytes.
  ///
  /// Times are UTC by RFC 3339, keys end in their unit. docs/explain.md explains them.
  package var json: String {
    JSONValue.object([JSONMember("format", "constat.explanation/1")] + members).page
  }

  private var members: [JSONMember] {
    let agreement = report.agreement
    let revision: JSONValue = [
      "id": .string(agreement.id),
      "revision": .integer(agreement.revision),
      "sha256": .string(agreement.sha256),
      "file": file.map { .string($0) } ?? .null,
    ]
    let window: JSONValue = [
      "name": .string(report.name),
      "start": .string(report.window.start.description),
      "end": .string(report.window.end.description),
      "time_zone": .string(agreement.timeZone),
      "tzdata": .string(report.zoneVersion),
      "closed": .bool(report.isClosed),
    ]
    let own = [
      JSONMember("agreement", revision), JSONMember("window", window),
      JSONMember("objectives", .array(objectives.map { json(of: $0) })),
    ]
    return parts.isEmpty
      ? own : own + [JSONMember("parts", .array(parts.map { .object($0.members) }))]
  }

  private func json(of part: ExplainedObjective) -> JSONValue {
    let objective = part.result.objective
    let account = part.account
    let shown = account.stretches.prefix(limit)
    if part.isObserved { return observedJSON(of: part) }
    return [
      "id": .string(objective.id),
      "service": .string(objective.service),
      "kind": .string(objective.indicator.name),
      "target": .string(objective.goal.number),
      "judged": [
        "start": .string(account.judged.start.description),
        "end": .string(account.judged.end.description),
      ],
      "weight": .integer(account.weight),
      "stretches": .array(
        shown.enumerated().map { index, stretch in
          .object(
            stretch.members + [
              JSONMember("clauses", .array(clauses(of: stretch, in: part))),
              JSONMember(
                "declarations",
                .array(stretch.decisions.map { account.decisions[$0].json(over: stretch) })
              ),
              JSONMember("samples", .array(evidence(of: part, index))),
            ]
          )
        }
      ),
      "omitted": .integer(account.stretches.count - shown.count),
      "arithmetic": Arithmetic(of: part).json,
      "incidents": .array(report.clocks(of: objective).map(\.json)),
    ]
  }

  func clauses(of stretch: AccountedStretch, in part: ExplainedObjective) -> [JSONValue] {
    part.clauses(of: stretch, in: report.agreement).map { path in
      let place = part.places(path)
      return [
        "clause": .string(path.name),
        "text": place?.text.map { .string($0) } ?? .null,
        "line": place.map { .integer($0.line) } ?? .null,
      ]
    }
  }

  private func evidence(of part: ExplainedObjective, _ index: Int) -> [JSONValue] {
    guard index < part.evidence.count else { return [] }
    return part.evidence[index].map(\.json)
  }
}

extension AccountedStretch {
  /// One word for what a stretch counts as.
  var word: String {
    switch basis {
    case .notPromised: "not-promised"
    case .removed: "excluded"
    case .deemed: "available"
    case .measured: unknown > 0 && counted == .up ? "unknown" : counted.word
    }
  }

  fileprivate var members: [JSONMember] {
    [
      JSONMember("start", .string(interval.start.description)),
      JSONMember("end", .string(interval.end.description)),
      JSONMember("length_ms", .integer(interval.length.wholeMilliseconds)),
      JSONMember("counts", .string(word)),
      JSONMember("seen", .string(unknown > 0 && seen == .up ? "unknown" : seen.word)),
      JSONMember("weight_low", .integer(low)),
      JSONMember("weight_estimate", .integer(estimate)),
      JSONMember("weight_high", .integer(high)),
      JSONMember("weight_unknown", .integer(unknown)),
      JSONMember("cause", cause.map { .string($0.description) } ?? .null),
      JSONMember("because", .array(uncounted.map { .string($0.rawValue) })),
    ]
  }
}

extension AccountedStretch.Level {
  /// The level in one word.
  var word: String {
    switch self {
    case .up: "up"
    case .possible: "possibly-down"
    case .estimated: "down-estimated"
    case .proved: "down-proved"
    }
  }
}

extension ExclusionDecision {
  /// What was declared, and whether it excludes `stretch`.
  func json(over stretch: AccountedStretch) -> JSONValue {
    var refusal = JSONValue.null
    if case .rejected(let reason) = status { refusal = .string(reason.rawValue) }
    var annotation = JSONValue.null
    if case .declared(let recorded) = origin { annotation = .string(recorded.id) }
    return [
      "kind": .string(kind.word),
      "annotation": annotation,
      "excludes": .bool(excludes(stretch.interval)),
      "reason": refusal,
    ]
  }
}

extension StretchEvidence {
  /// The samples of one check as an object.
  var json: JSONValue {
    [
      "check": .string(check.description),
      "before": before?.evidence ?? .null,
      "last": last?.evidence ?? .null,
      "after": after?.evidence ?? .null,
      "inside": .array(
        counts.map { kind, count in
          [
            "outcome": .string(kind.outcome.description),
            "cause": kind.cause.map { .string($0.name) } ?? .null,
            "count": .integer(count),
          ]
        }
      ),
    ]
  }

  /// What the samples inside found, those that came most first.
  var counts: [(kind: SeenKind, count: Int)] {
    inside.map { ($0.key, $0.value) }.sorted {
      $0.1 == $1.1 ? $0.0.order < $1.0.order : $0.1 > $1.1
    }
  }
}

extension SeenKind {
  fileprivate var order: Int { Int(outcome.rawValue) * 256 + Int(cause?.rawValue ?? 0) }
}

extension Sample {
  /// What of the sample an explanation shows.
  var evidence: JSONValue {
    [
      "start": .string(start.description),
      "end": .string(end.description),
      "outcome": .string(outcome.description),
      "cause": cause.map { .string($0.name) } ?? .null,
      "status": status == 0 ? .null : .integer(status),
    ]
  }
}
