import Chronology

extension IntervalSet {
  /// The intervals that overlap `stretch` or touch it, whole.
  ///
  /// - Complexity: O(log n + k) for n intervals, k of them near.
  func near(_ stretch: Interval) -> IntervalSet {
    IntervalSet(
      intervals[index(endingAfter: stretch.start - TimeAmount(nanoseconds: 1))...].prefix {
        $0.start <= stretch.end
      }
    )
  }

  /// The instants of the set inside `stretch`, as by ``intersection(_:)``.
  ///
  /// - Complexity: O(log n + k) for n intervals, k of them near.
  func inside(_ stretch: Interval) -> IntervalSet { near(stretch).intersection(stretch) }
}
