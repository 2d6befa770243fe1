package import Accounting
package import Chronology
import Sampling

extension Timeline {
  /// What is known of `stretch`, as sets.
  ///
  /// Of stretches of which only sums are left, nothing is: they are unknown here.
  ///
  /// - Complexity: O(log n + k) for n kept runs, k of them inside.
  package func bounded(in stretch: Interval) -> BoundedTimeline {
    let runs = downRuns(in: stretch)
    let parts = foldedParts(of: stretch)
    let lost =
      unknownStretches(in: stretch).map(\.interval) + parts.whole.map(\.interval) + parts.cut
    return BoundedTimeline(
      in: stretch,
      low: IntervalSet(runs.map(\.low)),
      estimate: IntervalSet(runs.map(\.estimate)),
      high: IntervalSet(runs.map(\.high)),
      unknown: IntervalSet(lost)
    )
  }
}
