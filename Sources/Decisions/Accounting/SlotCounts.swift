package import Agreement
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
  /// How many slots begin with each stretch of measured time or before it, and the first that doesn't.
  private let through: [(count: Int64, next: Int64)]
  /// The first slot that begins when all samples are known, or later.
  private let firstKnown: Int64
  private var counts: [Int64: Count] = [:]
  /// What the slots come to that no sample will be added to.
  private var settled = SlotSums()

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
    firstKnown =
      knownFrom.map { instant in
        let gone = max(.zero, instant - time.window.start).wholeMilliseconds
        return (gone + milliseconds - 1) / milliseconds
      } ?? 0
    var through: [(count: Int64, next: Int64)] = []
    through.reserveCapacity(measured.intervals.count)
    for part in measured.intervals {
      let last = through.last ?? (0, 0)
      through.append(SlotCounts.slots(of: part, in: time.window, milliseconds, after: last))
    }
    self.through = through
  }

  private static func slots(
    of part: Interval,
    in window: Interval,
    _ length: Int64,
    after last: (count: Int64, next: Int64)
  ) -> (count: Int64, next: Int64) {
    let start = (part.start - window.start).wholeMilliseconds / length
    let end = ((part.end - window.start).wholeMilliseconds - 1) / length
    return (last.count + max(0, end - max(start, last.next) + 1), max(last.next, end + 1))
  }

  /// How many slots have measured time.
  package var slots: Int64 { through.last?.count ?? 0 }

  /// How many of them begin before all samples are known.
  package var forgotten: Int64 {
    slots(before: min(window.end, window.start + .milliseconds(firstKnown * length)))
  }

  /// How many slots have measured time before `end`.
  ///
  /// - Complexity: O(log n) for n stretches of measured time.
  package func slots(before end: Instant) -> Int64 {
    let index = measured.index(endingAfter: end)
    let before: (count: Int64, next: Int64) = index > 0 ? through[index - 1] : (0, 0)
    guard index < measured.intervals.count, measured.intervals[index].start < end else {
      return before.count
    }
    let part = Interval(measured.intervals[index].start, end)
    return SlotCounts.slots(of: part, in: window, length, after: before).count
  }

  /// Counts a sample that is not void, by the millisecond of its start, if that is measured time.
  ///
  /// - Complexity: O(log n) for n stretches of measured time.
  package mutating func add(at start: Instant, isBad: Bool) {
    let moment = Instant(milliseconds: start.milliseconds)
    let index = measured.index(endingAfter: moment)
    guard index < measured.intervals.count, measured.intervals[index].contains(moment) else {
      return
    }
    let slot = (moment - window.start).wholeMilliseconds / length
    guard slot >= firstKnown else { return }
    counts[slot, default: Count()].valid += 1
    if isBad { counts[slot, default: Count()].bad += 1 }
  }

  /// Adds up the slots that end by `instant`: no sample will be added to them.
  package mutating func settle(before instant: Instant, by terms: SlotTerms) {
    guard instant >= window.start else { return }
    let open = (instant - window.start).wholeMilliseconds / length
    for (slot, count) in counts where slot < open {
      settled.add(count, by: terms)
      counts[slot] = nil
    }
  }

  /// What the slots that have a sample come to.
  package func filled(by terms: SlotTerms) -> SlotSums {
    var sums = settled
    for count in counts.values { sums.add(count, by: terms) }
    return sums
  }
}
