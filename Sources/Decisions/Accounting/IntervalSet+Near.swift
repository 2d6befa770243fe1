package import Chronology

extension IntervalSet {
  /// The intervals that overlap `stretch` or touch it, whole.
  ///
  /// - Complexity: O(log n + k) for n intervals, k of them near.
  func near(_ stretch: Interval) -> IntervalSet {
    IntervalSet(intervals[first(endingFrom: stretch.start)...].prefix { $0.start <= stretch.end })
  }

  /// The instants of the set inside `stretch`, as by ``intersection(_:)``.
  ///
  /// - Complexity: O(log n + k) for n intervals, k of them near.
  func inside(_ stretch: Interval) -> IntervalSet { near(stretch).intersection(stretch) }

  /// Whether `instant` is in the set.
  ///
  /// - Complexity: O(log n) for n intervals.
  package func contains(_ instant: Instant) -> Bool {
    intervals[first(endingFrom: instant)...].prefix(2).contains { $0.contains(instant) }
  }

  /// The index of the first interval that ends at `instant` or later.
  private func first(endingFrom instant: Instant) -> Int {
    var low = 0
    var high = intervals.count
    while low < high {
      let middle = (low + high) / 2
      if intervals[middle].end < instant { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
