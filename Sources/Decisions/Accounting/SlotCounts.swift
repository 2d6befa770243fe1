package import Chronology

/// The samples of a window, counted in slots of equal length that begin with it.
///
/// Only samples in measured time are counted, and only slots that have some of it are slots. The last
/// slot ends with the window. Of a slot that exclusions or hours cut, what is left stands for it. Of a
/// slot some of whose samples are no longer known, nothing is.
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
  /// How many of them begin before all samples are known.
  package let forgotten: Int64
  private let firstKnown: Int64
  private var counts: [Int64: Count] = [:]

  /// No sample of the window of `time` yet.
  ///
  /// - Parameter knownFrom: Samples before it may be missing; nil if none is.
  /// - Precondition: A slot is at least a millisecond.
  package init(_ length: TimeAmount, in time: ServiceTime, knownFrom: Instant? = nil) {
    let milliseconds = length.wholeMilliseconds
    precondition(milliseconds > 0, "a slot has a length")
    window = time.window
    self.length = milliseconds
    measured = time.measured
    // The first slot that begins with or after what is known.
    let known = knownFrom.map { instant in
      (max(.zero, instant - time.window.start).wholeMilliseconds + milliseconds - 1) / milliseconds
    }
    var count: Int64 = 0
    var unknown: Int64 = 0
    var next: Int64 = 0
    for part in measured.intervals {
      let start = (part.start - time.window.start).wholeMilliseconds / milliseconds
      let end = ((part.end - time.window.start).wholeMilliseconds - 1) / milliseconds
      let first = max(start, next)
      count += max(0, end - first + 1)
      unknown += max(0, min(end + 1, known ?? 0) - first)
      next = max(next, end + 1)
    }
    slots = count
    forgotten = unknown
    firstKnown = known ?? 0
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
    guard slot >= firstKnown else { return }
    counts[slot, default: Count()].valid += 1
    if isBad { counts[slot, default: Count()].bad += 1 }
  }

  /// The slots that have a sample, in no order.
  package var filled: [Count] { Array(counts.values) }
}
