package import Chronology

/// The samples of a window, counted in slots of equal length that begin with it.
///
/// Only samples in measured time are counted, and only slots that have some of it are slots. The last
/// slot ends with the window. Of a slot that exclusions or hours cut, what is left stands for it.
package struct SlotCounts: Sendable {
  /// What one slot has.
  package struct Count: Hashable, Sendable {
    /// Samples that are not void.
    package var valid: Int64 = 0
    /// Those of them that failed.
    package var bad: Int64 = 0

    /// No sample.
    package init() {}
  }

  private let window: Interval
  private let length: Int64
  private let measured: IntervalSet
  /// How many slots have measured time.
  package let slots: Int64
  private var counts: [Int64: Count] = [:]

  /// No sample of the window of `time` yet.
  ///
  /// - Precondition: A slot is at least a millisecond.
  package init(_ length: TimeAmount, in time: ServiceTime) {
    let milliseconds = length.wholeMilliseconds
    precondition(milliseconds > 0, "a slot has a length")
    window = time.window
    self.length = milliseconds
    measured = time.measured
    var count: Int64 = 0
    var next: Int64 = 0
    for part in measured.intervals {
      let start = (part.start - time.window.start).wholeMilliseconds / milliseconds
      let end = ((part.end - time.window.start).wholeMilliseconds - 1) / milliseconds
      count += max(0, end - max(start, next) + 1)
      next = max(next, end + 1)
    }
    slots = count
  }

  /// Counts a sample that is not void, by the millisecond of its start, if that is measured time.
  ///
  /// - Complexity: O(log n) for n stretches of measured time.
  package mutating func add(at start: Instant, isBad: Bool) {
    let moment = Instant(milliseconds: start.milliseconds)
    var low = 0
    var high = measured.intervals.count
    while low < high {
      let middle = (low + high) / 2
      if measured.intervals[middle].end <= moment { low = middle + 1 } else { high = middle }
    }
    guard low < measured.intervals.count, measured.intervals[low].contains(moment) else { return }
    let slot = (moment - window.start).wholeMilliseconds / length
    counts[slot, default: Count()].valid += 1
    if isBad { counts[slot, default: Count()].bad += 1 }
  }

  /// The slots that have a sample, in no order.
  package var filled: [Count] { Array(counts.values) }
}
