import Chronology
import Sampling

/// When samples of one check were due, and what may be concluded from it.
///
/// A sample accounts for one and a half intervals from when it was due, a gap for its own time. What
/// is left of the period is a hole: a block that isn't shown would be one.
struct CheckCoverage {
  /// How many stretches are kept of all checks; more can't be looked at.
  static let stretchLimit = 1_000_000

  /// Times the check had, or has, samples: each sample's reach, joined where one follows the other.
  private(set) var stretches: [Interval] = []
  /// The series numbers of the check.
  var series: Set<SeriesID> = []
  /// The longest interval of the check's definitions.
  var interval: TimeAmount = .zero

  /// How long one sample accounts for.
  private var reach: TimeAmount { interval + TimeAmount(nanoseconds: interval.nanoseconds / 2) }

  /// Takes a sample that was due at `due`.
  ///
  /// - Returns: Whether it began a new stretch.
  mutating func take(_ due: Instant) -> Bool {
    let end = due + reach
    if let last = stretches.last, due >= last.start, due <= last.end {
      stretches[stretches.count - 1].end = max(last.end, end)
      return false
    }
    stretches.append(Interval(due, end))
    return true
  }

  /// The parts of the period for which nothing accounts.
  func holes(in period: Interval, gaps: [Gap]) -> [Interval] {
    let known = gaps.filter { gap in gap.series.map { series.contains($0) } ?? true }
      .map(\.interval)
    // The first slot may stand up to an interval behind the period's start.
    let start = [Interval(period.start, period.start + reach)]
    return IntervalSet([period]).subtracting(IntervalSet(start + stretches + known)).intervals
  }
}
