package import Chronology

/// Stretches of time that are added up as they come, ascending, each for what it counts: what any window
/// holds of them is told by those at its ends, however many lie between.
package struct SummedSet: Hashable, Sendable {
  private struct Entry: Hashable, Sendable {
    let interval: Interval
    /// What those before it count, in whole milliseconds.
    let before: Int64
    /// What it counts.
    let count: Int64
  }

  private var entries: [Entry] = []

  /// Nothing yet.
  package init() {}

  /// All of `set`, each stretch for as long as it is.
  package init(_ set: IntervalSet) {
    for interval in set.intervals { append(interval, counting: interval.length.wholeMilliseconds) }
  }

  /// How many stretches there are.
  package var count: Int { entries.count }

  /// Adds a stretch that begins no earlier than the last one ends and counts for so many milliseconds.
  package mutating func append(_ interval: Interval, counting count: Int64) {
    guard !interval.isEmpty else { return }
    let before = entries.last.map { $0.before + $0.count } ?? 0
    entries.append(Entry(interval: interval, before: before, count: count))
  }

  /// What `window` holds, in milliseconds.
  ///
  /// - Precondition: What an end of the window cuts counts for as long as it is.
  /// - Complexity: O(log n) for n stretches.
  package func milliseconds(in window: Interval) -> Int64 {
    if entries.isEmpty || window.isEmpty { return 0 }
    let first = index { $0.end <= window.start }
    let end = index { $0.start < window.end }
    guard first < end else { return 0 }
    let head = Interval(entries[first].interval.start, window.start)
    let tail = Interval(window.end, entries[end - 1].interval.end)
    return entries[end - 1].before + entries[end - 1].count - entries[first].before
      - head.length.wholeMilliseconds - tail.length.wholeMilliseconds
  }

  /// The first stretch of which `isBefore` is false, by bisection.
  private func index(_ isBefore: (Interval) -> Bool) -> Int {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if isBefore(entries[middle].interval) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
