package import Accounting
import Agreement
package import Chronology

/// What was measured of an objective, in the unit of its goal.
package enum Measured: Hashable, Sendable {
  /// A share of time, of samples, of slots or of incidents.
  case share(Share)
  /// A length of time, in whole milliseconds.
  case time(TimeAmount)
  /// A number.
  case count(Int64)

  /// The bare number, for machines: a percentage floored to `decimals`, or `n/a` of nothing;
  /// milliseconds; a count.
  package func number(decimals: Int) -> String {
    switch self {
    case .share(let share): share.percent(decimals: decimals)
    case .time(let time): "\(time.wholeMilliseconds)"
    case .count(let count): "\(count)"
    }
  }

  /// For people: `99.9123 %`, `4 min 20 s`, `3`.
  package func text(decimals: Int) -> String {
    switch self {
    case .share(let share):
      share.whole > 0 ? "\(share.percent(decimals: decimals)) %" : share.percent(decimals: decimals)
    case .time(let time): "\(time)"
    case .count(let count): "\(count)"
    }
  }
}

extension Measured {
  /// So much of what `goal` limits: milliseconds, or a count.
  init(_ amount: Int64, of goal: Goal) {
    if case .count = goal {
      self = .count(amount)
    } else {
      self = .time(.milliseconds(amount))
    }
  }
}
