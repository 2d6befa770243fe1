import Accounting
import Agreement
import Chronology
import Judging

extension ReportedExclusion {
  /// The exclusion as one object; `null` stands for what isn't said, and `reason` for why it is refused.
  var json: JSONValue {
    var refusal = JSONValue.null
    if case .rejected(let reason) = decision.status { refusal = .string(reason.rawValue) }
    var members = [
      JSONMember("service", .string(service)),
      JSONMember("kind", .string(decision.kind.word)),
      JSONMember("start", .string(decision.interval.start.description)),
      JSONMember("end", end),
      JSONMember("noticed", decision.noticed.map { .string($0.description) } ?? .null),
      JSONMember("notice_assumed", .bool(decision.isNoticeAssumed)),
    ]
    if case .declared(let recorded) = decision.origin {
      members += [
        JSONMember("annotation", .string(recorded.id)),
        JSONMember("author", .string(recorded.annotation.author.word)),
        JSONMember("recorded", .string(recorded.recorded.description)),
        JSONMember("declared_reason", .string(recorded.annotation.reason)),
      ]
    }
    return .object(
      members + [
        JSONMember("mode", .string(decision.mode.rawValue)),
        JSONMember("accepted", .bool(decision.status == .accepted)),
        JSONMember("status", .string(decision.status.name)),
        JSONMember("reason", refusal),
        JSONMember("decided", decision.word.map { $0.wordJSON } ?? .null),
        JSONMember("excluded_ms", .integer(excluded.wholeMilliseconds)),
        JSONMember("excess_ms", .integer(excess.wholeMilliseconds)),
      ]
    )
  }

  private var end: JSONValue {
    if case .declared(let recorded) = decision.origin, recorded.annotation.end == nil {
      return .null
    }
    return .string(decision.interval.end.description)
  }
}

extension RecordedAnnotation {
  /// A party's word that decided: whose, when it was recorded, and why.
  fileprivate var wordJSON: JSONValue {
    [
      "author": .string(annotation.author.word),
      "recorded": .string(recorded.description),
      "annotation": .string(id),
      "declared_reason": .string(annotation.reason),
    ]
  }
}

extension ExclusionDecision.Status {
  fileprivate var name: String {
    switch self {
    case .accepted: "accepted"
    case .claimed: "claimed"
    case .disputed: "disputed"
    case .rejected: "rejected"
    }
  }
}

extension DisputedStanding {
  /// The figures with everything excluded that is claimed or disputed, in the unit of the goal.
  func json(in unit: String) -> JSONValue {
    .object([
      JSONMember("verdict", .string(verdict.rawValue)),
      JSONMember("low_\(unit)", .measured(low)),
      JSONMember("estimate_\(unit)", .measured(estimate)),
      JSONMember("high_\(unit)", .measured(high)),
      JSONMember("time_ms", time.json),
    ])
  }
}

extension TimeTally {
  /// How the time divides, without the length of the window.
  var members: [JSONMember] {
    [
      JSONMember("service", .integer(service)), JSONMember("excluded", .integer(excluded)),
      JSONMember("eligible", .integer(elapsed)), JSONMember("up", .integer(up)),
      JSONMember("down", .integer(estimate)), JSONMember("down_low", .integer(low)),
      JSONMember("down_high", .integer(high)), JSONMember("unknown", .integer(unknown)),
    ]
  }

  fileprivate var json: JSONValue { .object(members) }
}
