/// A set of instants, kept as the fewest half-open intervals: ascending, disjoint, not adjacent.
///
/// Equal sets have equal intervals, so two parties who compute the same set compare it by `==`.
package struct IntervalSet: Hashable, Sendable {
  /// The intervals, ascending; none empty, and between two of them there is always time.
  package private(set) var intervals: [Interval]

  /// The empty set.
  package init() {
    intervals = []
  }

  /// The union of `parts`, which may be in any order, overlap or be empty.
  package init(_ parts: some Sequence<Interval>) {
    self.init(Array(parts))
  }

  /// The same of an array: in linear time if its parts ascend by their starts, as they mostly do.
  package init(_ parts: [Interval]) {
    intervals = []
    let isAscending = parts.indices.dropFirst().allSatisfy {
      parts[$0 - 1].start <= parts[$0].start
    }
    let ascending = isAscending ? parts : parts.sorted { $0.start < $1.start }
    intervals.reserveCapacity(ascending.count)
    for part in ascending { append(part) }
  }

  /// Whether no instant is in the set.
  package var isEmpty: Bool { intervals.isEmpty }

  /// How much time the set holds.
  package var length: TimeAmount {
    intervals.reduce(into: .zero) { $0 += $1.length }
  }

  /// Adds `part`, in constant time if it starts no earlier than every interval of the set.
  package mutating func append(_ part: Interval) {
    guard !part.isEmpty else { return }
    guard let last = intervals.last, part.start <= last.end else {
      intervals.append(part)
      return
    }
    if part.start >= last.start {
      intervals[intervals.count - 1].end = max(last.end, part.end)
    } else {
      self = IntervalSet(intervals + [part])
    }
  }

  /// The instants in either set, in linear time.
  package func union(_ other: IntervalSet) -> IntervalSet {
    guard !isEmpty else { return other }
    guard !other.isEmpty else { return self }
    var result = IntervalSet()
    result.intervals.reserveCapacity(intervals.count + other.intervals.count)
    var (mine, theirs) = (0, 0)
    while mine < intervals.count || theirs < other.intervals.count {
      let isMine =
        theirs == other.intervals.count
        || mine < intervals.count && intervals[mine].start <= other.intervals[theirs].start
      result.append(isMine ? intervals[mine] : other.intervals[theirs])
      if isMine { mine += 1 } else { theirs += 1 }
    }
    return result
  }

  /// The instants in both sets, in linear time of what is where both are.
  package func intersection(_ other: IntervalSet) -> IntervalSet {
    var result = IntervalSet()
    guard let first = intervals.first, let otherFirst = other.intervals.first else { return result }
    var mine = index(endingAfter: otherFirst.start)
    var theirs = other.index(endingAfter: first.start)
    while mine < intervals.count, theirs < other.intervals.count {
      result.append(intervals[mine].intersection(other.intervals[theirs]))
      if intervals[mine].end < other.intervals[theirs].end { mine += 1 } else { theirs += 1 }
    }
    return result
  }

  /// The instants of the set inside `window`.
  ///
  /// - Complexity: O(log n + k) for n intervals, k of them in the window.
  package func intersection(_ window: Interval) -> IntervalSet {
    if let first = intervals.first, let last = intervals.last, window.start <= first.start,
      last.end <= window.end
    {
      return self
    }
    var result = IntervalSet()
    for interval in intervals[index(endingAfter: window.start)...] {
      if interval.start >= window.end { break }
      result.append(interval.intersection(window))
    }
    return result
  }

  /// The first of ``intervals`` that ends after `instant`, by bisection; their count if none does.
  package func index(endingAfter instant: Instant) -> Int {
    var low = 0
    var high = intervals.count
    while low < high {
      let middle = (low + high) / 2
      if intervals[middle].end <= instant { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Whether `instant` is in the set.
  ///
  /// - Complexity: O(log n) for n intervals.
  package func contains(_ instant: Instant) -> Bool {
    let index = index(endingAfter: instant)
    return index < intervals.count && intervals[index].contains(instant)
  }

  /// The instants of this set that are not in `other`, in linear time of what is where this set is.
  package func subtracting(_ other: IntervalSet) -> IntervalSet {
    guard let first = intervals.first, !other.isEmpty else { return self }
    var result = IntervalSet()
    var theirs = other.index(endingAfter: first.start)
    for interval in intervals {
      var start = interval.start
      while theirs < other.intervals.count, other.intervals[theirs].end <= start { theirs += 1 }
      var index = theirs
      while index < other.intervals.count, other.intervals[index].start < interval.end {
        result.append(Interval(start, other.intervals[index].start))
        start = max(start, other.intervals[index].end)
        index += 1
      }
      result.append(Interval(start, interval.end))
    }
    return result
  }

  /// Forgets everything before `instant`.
  package mutating func removeAll(before instant: Instant) {
    guard let first = intervals.first, first.start < instant else { return }
    let kept = intervals.drop { $0.end <= instant }
    intervals = Array(kept)
    if let head = intervals.first, head.start < instant { intervals[0].start = instant }
  }
}
