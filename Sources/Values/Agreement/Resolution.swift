package import Chronology

/// Whether samples at an interval are fine enough for a promise about time.
///
/// Of k failures in a row at interval τ it is proved that the outage was longer than (k − 1)·τ, and not
/// excluded that it was (k + 1)·τ. With the budget B the promise is surely kept up to ⌊B ÷ τ⌋ − 1
/// failures and surely broken from ⌊B ÷ τ⌋ + 2 on; the two numbers between decide neither way.
package struct Resolution: Hashable, Sendable {
  /// The time that may be down, in nanoseconds, times ``divisor``.
  private let budget: Int128
  /// By what ``budget`` is divided.
  private let divisor: Int128
  /// From one sample to the next.
  package let interval: TimeAmount

  /// With fewer intervals in the budget, the two undecided numbers are more than a quarter of it.
  package static let fewest: Int64 = 8
  /// With so many there are enough: 99.99 % of 30 days from samples every 10 s has 25.
  package static let enough: Int64 = 25

  /// The resolution of samples every `interval` for a share of a stretch of time.
  ///
  /// - Precondition: `interval` is longer than nothing, and `window` not shorter.
  package init(of target: Ratio, over window: TimeAmount, every interval: TimeAmount) {
    precondition(interval > .zero && window >= .zero, "time passes")
    let complement = target.complement
    budget = Int128(window.nanoseconds) * Int128(complement.numerator)
    divisor = Int128(complement.denominator)
    self.interval = interval
  }

  /// The resolution of samples every `interval` for so much downtime at most.
  ///
  /// - Precondition: `interval` is longer than nothing, and `budget` not shorter.
  package init(ofBudget budget: TimeAmount, every interval: TimeAmount) {
    precondition(interval > .zero && budget >= .zero, "time passes")
    self.budget = Int128(budget.nanoseconds)
    divisor = 1
    self.interval = interval
  }

  /// How many whole intervals the budget has.
  private var intervals: Int128 { budget / (divisor * Int128(interval.nanoseconds)) }

  /// The two numbers of failures in a row that decide neither way.
  package var undecided: ClosedRange<Int64> {
    let least = Int64(clamping: intervals)
    return least...(least == .max ? least : least + 1)
  }

  /// Whether the budget has too few intervals; not if there is no budget at all, which each failure
  /// exceeds.
  package var isTooCoarse: Bool { budget > 0 && intervals < Int128(Resolution.fewest) }

  /// The longest interval of whole seconds that is fine enough, or one that just is if ``enough`` leaves
  /// none; nil if none of 1 s or more is.
  package var advice: TimeAmount? {
    for count in [Resolution.enough, Resolution.fewest] {
      let longest = budget / (divisor * Int128(count))
      let seconds = Int64(clamping: longest / 1_000_000_000)
      if seconds >= 1 { return .seconds(seconds) }
    }
    return nil
  }
}

extension WindowRule {
  /// How long a window of this rule is about: a month has 30 days.
  package var nominalLength: TimeAmount {
    switch self {
    case .year: .days(365)
    case .quarter: .days(91)
    case .month, .billingMonth: .days(30)
    case .week: .days(7)
    case .day: .days(1)
    case .rolling(let length): length
    }
  }
}
