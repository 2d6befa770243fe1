import Accounting
import Agreement
import Chronology
import Judging

extension Explanation {
  /// An objective about what is observed outside: its entries, and the arithmetic from there.
  func observedJSON(of part: ExplainedObjective) -> JSONValue {
    let objective = part.result.objective
    let shown = part.entries.prefix(limit)
    return [
      "id": .string(objective.id),
      "service": .string(objective.service),
      "kind": .string(objective.indicator.name),
      "target": .string(objective.goal.number),
      "measured_by_constat": false,
      "judged": [
        "start": .string(part.account.judged.start.description),
        "end": .string(part.account.judged.end.description),
      ],
      "entries": .array(shown.map { json(of: $0, in: part) }),
      "omitted": .integer(part.entries.count - shown.count),
      "arithmetic": arithmetic(of: part),
    ]
  }

  /// The entries of a part that was restricted to an instant, and what that counts as.
  func json(of part: ExplainedObjective, at stretch: AccountedStretch) -> JSONValue {
    let objective = part.result.objective
    return [
      "id": .string(objective.id),
      "service": .string(objective.service),
      "measured_by_constat": false,
      "counts": .string(stretch.basis == .measured ? "promised" : stretch.word),
      "entries": .array(part.entries.map { json(of: $0, in: part) }),
    ]
  }

  private func json(of entry: CountedEntry, in part: ExplainedObjective) -> JSONValue {
    let fact = entry.fact
    let interval = fact.entry.interval
    let stretch = entry.counts ? nil : part.account.stretch(at: interval.start.floored)
    return [
      "id": .string(fact.entry.id),
      "start": .string(interval.start.description),
      "end": .string(interval.end.description),
      "valid": .integer(fact.entry.valid),
      "good": .integer(part.good(of: entry)),
      "source": .string(entry.source),
      "recorded": .string(fact.recorded.description),
      "corrections": .integer(Int(fact.corrections)),
      "counts": .bool(entry.counts),
      "because": stretch.map { .string($0.word) } ?? .null,
      "clauses": .array(stretch.map { clauses(of: $0, in: part) } ?? []),
      "declarations": .array(
        stretch.map { stretch in
          stretch.decisions.map { part.account.decisions[$0].json(over: stretch) }
        } ?? []
      ),
    ]
  }

  private func arithmetic(of part: ExplainedObjective) -> JSONValue {
    let sums = CaseSums(of: part)
    let tally = part.result.standing.observed
    var members = [
      JSONMember(
        "cases",
        [
          "valid": .integer(sums.valid), "good": .integer(sums.good),
          "bad": .integer(sums.valid - sums.good),
        ]
      ),
      JSONMember("covered_ms", tally.map { .integer($0.covered.part) } ?? .null),
      JSONMember("promised_ms", tally.map { .integer($0.covered.whole) } ?? .null),
      JSONMember("adds_up", .bool(sums.addsUp)),
    ]
    if let value = part.result.observedPercentile {
      members.append(JSONMember("percentile_ms", .integer(value.wholeMilliseconds)))
    }
    return .object(members + Arithmetic(of: part).verdictMembers)
  }
}
