package import Chronology

/// When an error budget will be gone, if things go on as they are.
///
/// "Window ÷ burn rate" is a pace, and no countdown: it leaves out what is spent already. These are
/// countdowns.
package struct Exhaustion: Sendable {
  /// The budget of the whole window, in milliseconds.
  private let budget: Fraction
  /// The service time from now on, to the end of the window at least.
  private let service: IntervalSet
  /// When the window ends.
  private let end: Instant

  /// The forecasts for a window.
  ///
  /// - Parameters:
  ///   - budget: The budget of the whole window, in milliseconds: for a share of time
  ///     (1 − target) × eligible time.
  ///   - service: The service time from now on.
  ///   - end: When the window ends: what would be after it is no forecast.
  package init(budget: Fraction, service: IntervalSet, end: Instant) {
    self.budget = budget
    self.service = service
    self.end = end
  }

  /// How much of the budget is left after `spent` milliseconds, rounded down; 0 if nothing is.
  package func remainder(after spent: Int64) -> TimeAmount {
    .milliseconds(budget.less(Fraction(spent)).floor ?? 0)
  }

  /// When the budget is gone if the outage goes on; nil if it is gone already, or will last to the
  /// window's end.
  package func ifOutageLasts(at now: Instant, spent: Int64) -> Instant? {
    instant(after: budget.less(Fraction(spent)), since: now)
  }

  /// When the budget is gone if as much fails as in `reading`; nil if it is gone already, if nothing
  /// failed, or if it will last to the window's end.
  package func byTrend(at now: Instant, spent: Int64, _ reading: BurnReading) -> Instant? {
    guard reading.bad > 0, reading.known > 0 else { return nil }
    let pace = Fraction(reading.known, reading.bad)
    return instant(after: budget.less(Fraction(spent)) * pace, since: now)
  }

  private func instant(after milliseconds: Fraction, since now: Instant) -> Instant? {
    guard !milliseconds.isZero, let whole = milliseconds.floor, whole <= Int64.max / 1_000_000,
      let instant = service.instant(after: .milliseconds(whole), since: now), instant < end
    else { return nil }
    return instant
  }
}
