import Accounting
import Agreement
import Chronology
import Judging

extension ObjectiveResult {
  /// What was counted of cases that were observed outside, and who says so; none of what was probed.
  var observedMembers: [JSONMember] {
    guard let tally = standing.observed else { return [] }
    let cases: JSONValue = [
      "valid": .integer(tally.valid), "good": .integer(tally.good),
      "bad": .integer(tally.valid - tally.good),
    ]
    let observed: JSONValue = [
      "measured_by_constat": false,
      "sources": .array(tally.sources.map { .string($0) }),
      "entries": .integer(tally.entries),
      "corrected": .integer(tally.corrected),
      "left_out": .integer(tally.leftOut),
      "reaching_beyond": .integer(tally.reaching),
      "last_recorded": tally.lastRecorded.map { .string($0.description) } ?? .null,
    ]
    var members = [JSONMember("cases", cases), JSONMember("observed", observed)]
    if case .duration(let limit) = objective.indicator {
      members.append(JSONMember("within_ms", .integer(limit.within.wholeMilliseconds)))
      if limit.isPercentile {
        members += [
          JSONMember("percentile", .string("\(limit.share)")),
          JSONMember(
            "percentile_ms",
            observedPercentile.map { .integer($0.wholeMilliseconds) } ?? .null
          ),
        ]
      }
    }
    return members
  }
}

extension ObservationFeed {
  /// The feed as one object.
  var json: JSONValue { ["kind": .string(kind.word), "name": .string(name)] }
}
