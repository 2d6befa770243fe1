import Chronology

/// Ended runs of failures, ascending, each with the sum of those before it: what any stretch holds of
/// them is told by the runs at its ends, however many lie between.
struct DownRuns: RandomAccessCollection, Sendable {
  /// What runs come to, in whole milliseconds.
  struct Sum: Hashable, Sendable {
    var low: Int64 = 0
    var estimate: Int64 = 0
    /// Each instant once: two runs may both be unable to exclude the attempt between them.
    var high: Int64 = 0
  }

  private struct Entry {
    var run: DownRun
    /// Where its high bound goes beyond that of the run before it.
    let highStart: Instant
    /// What the runs before it come to, those too that are gone.
    let before: Sum

    /// What it and the runs before it come to.
    var through: Sum {
      Sum(
        low: before.low + run.low.length.wholeMilliseconds,
        estimate: before.estimate + run.estimate.length.wholeMilliseconds,
        high: before.high + Interval(highStart, run.high.end).length.wholeMilliseconds
      )
    }
  }

  private var entries: [Entry] = []

  var startIndex: Int { 0 }
  var endIndex: Int { entries.count }

  subscript(position: Int) -> DownRun { entries[position].run }

  /// Takes the next run; both ends of each of its bounds are those of the run before it, or later.
  mutating func append(_ run: DownRun) {
    let last = entries.last
    entries.append(
      Entry(
        run: run,
        highStart: Swift.max(run.high.start, last?.run.high.end ?? run.high.start),
        before: last?.through ?? Sum()
      )
    )
  }

  /// Ends the high bound of the latest run where the next attempt begins.
  mutating func endLast(by instant: Instant) {
    guard let last = entries.last, last.run.high.end > instant else { return }
    entries[entries.count - 1].run.high.end = instant
  }

  /// Forgets the earliest `count` runs.
  mutating func removeFirst(_ count: Int) { entries.removeFirst(count) }

  /// What the runs of a range come to that isn't empty, of the high bound what is beyond the run before
  /// them.
  func sum(of range: Range<Int>) -> Sum {
    let through = entries[range.upperBound - 1].through
    let first = entries[range.lowerBound]
    // What the run before it could not exclude either is gone with that.
    let alone = range.lowerBound == 0 ? first.highStart - first.run.high.start : .zero
    return Sum(
      low: through.low - first.before.low,
      estimate: through.estimate - first.before.estimate,
      high: through.high - first.before.high + alone.wholeMilliseconds
    )
  }
}
