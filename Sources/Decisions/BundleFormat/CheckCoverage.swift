import Chronology
import Sampling

/// When samples of one check were due, and what may be concluded from it.
///
/// A sample accounts for one and a half intervals of its own series from when it was due, the first one
/// of the period for as much before it too, a gap for its own time. What is left of the period is a
/// hole: a block that isn't shown would be one. No interval of another series counts, or a definition
/// with a long one, shown for no other reason, could cover what was left out.
struct CheckCoverage {
  /// How many stretches are kept of all checks; more can't be looked at.
  static let stretchLimit = 1_000_000

  /// Times the check had samples: each sample's reach, joined where one follows the other.
  private(set) var stretches: [Interval] = []
  /// The series numbers of the check.
  var series: Set<SeriesID> = []
  /// The first sample that was due in the period, and its reach.
  private var first: (due: Instant, reach: TimeAmount)?

  /// How long one sample of a check with this interval accounts for.
  static func reach(of interval: TimeAmount) -> TimeAmount {
    interval + TimeAmount(nanoseconds: interval.nanoseconds / 2)
  }

  /// Takes a sample that was due at `due` and accounts for `reach` from then on.
  ///
  /// - Returns: Whether it began a new stretch.
  mutating func take(_ due: Instant, _ reach: TimeAmount, in period: Interval) -> Bool {
    if due >= period.start, first.map({ (due, reach) < $0 }) ?? true { first = (due, reach) }
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
    let before = first.map { [Interval($0.due - $0.reach, $0.due)] } ?? []
    return IntervalSet([period]).subtracting(IntervalSet(before + stretches + known)).intervals
  }
}
