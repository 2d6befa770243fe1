import Accounting
import Agreement
import Chronology
import Judging

/// How an objective's figures follow from the sums of its time, and its verdict from the figures.
struct Arithmetic {
  /// One bound against the target, multiplied out.
  struct Comparison {
    /// Whose figure: `low`, `estimate`, `high`.
    let bound: String
    /// What is compared: of a share its part and its whole, of a limit the amount and 1.
    let part: Int64
    let whole: Int64
    /// Both sides: part × denominator and numerator × whole.
    let left: Int128
    let right: Int128
    /// Whether the target is reached, or the limit kept.
    let isReached: Bool
  }

  /// The sums of the stretches.
  let sums: TimeTally
  /// The sums of the report.
  let standing: Standing
  let objective: Objective
  let comparisons: [Comparison]

  init(of part: ExplainedObjective) {
    sums = part.account.sums
    let standing = part.result.standing
    let objective = part.result.objective
    self.standing = standing
    self.objective = objective
    let bounds = [
      ("low", standing.low), ("estimate", standing.estimate), ("high", standing.high),
    ]
    comparisons = bounds.compactMap { name, measured in
      Comparison(name, measured, against: objective.goal)
    }
  }

  /// Whether the stretches add up to the figures of the report: always, unless only sums are left of a
  /// part of the time.
  var addsUp: Bool { sums == standing.time }

  var json: JSONValue {
    let time = standing.time
    return .object(
      [
        JSONMember("time_ms", .object(time.members)),
        JSONMember("removed_ms", .integer(time.removed)),
        JSONMember("sums_ms", .object(sums.members)),
        JSONMember("adds_up", .bool(addsUp)),
      ] + verdictMembers
    )
  }

  /// The comparisons and what follows from them.
  var verdictMembers: [JSONMember] {
    let unit = objective.goal.unit
    return [
      JSONMember("comparisons", .array(comparisons.map(\.json))),
      JSONMember("low_\(unit)", .measured(standing.low)),
      JSONMember("estimate_\(unit)", .measured(standing.estimate)),
      JSONMember("high_\(unit)", .measured(standing.high)),
      JSONMember("proved", .string(standing.proved.rawValue)),
      JSONMember("verdict", .string(standing.verdict.rawValue)),
    ]
  }
}

extension Arithmetic.Comparison {
  /// Nil where there is nothing to compare.
  fileprivate init?(_ bound: String, _ measured: Measured, against goal: Goal) {
    self.bound = bound
    switch (measured, goal) {
    case (.share(let share), .share(let target)):
      guard share.whole > 0 else { return nil }
      part = share.part
      whole = share.whole
      left = Int128(share.part) * Int128(target.denominator)
      right = Int128(target.numerator) * Int128(share.whole)
      isReached = target.isReached(by: share.part, of: share.whole)
    case (.time(let amount), .time(let limit)):
      part = amount.wholeMilliseconds
      whole = 1
      left = Int128(amount.wholeMilliseconds)
      right = Int128(limit.wholeMilliseconds)
      isReached = left <= right
    case (.count(let count), .count(let limit)):
      part = count
      whole = 1
      left = Int128(count)
      right = Int128(limit)
      isReached = left <= right
    default: return nil
    }
  }

  fileprivate var json: JSONValue {
    [
      "bound": .string(bound),
      "part": .integer(part),
      "whole": .integer(whole),
      "left": .string("\(left)"),
      "right": .string("\(right)"),
      "reached": .bool(isReached),
    ]
  }
}
