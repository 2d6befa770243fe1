package import Chronology
import Sampling

/// The time of one check, divided into up, down and unknown by its samples.
///
/// Only what is not up is stored: runs of failures and unknown stretches. A check that never fails
/// costs the same after a year as after a minute. Void samples are removed before, gaps make time
/// unknown only beyond the validity of the sample before them, and time before the first sample is
/// unknown. Two samples are connected if their starts are at most the earlier one's validity apart.
///
/// Source: the agreement's arithmetic, "Timeline reconstruction from samples".
package struct Timeline: Sendable {
  /// How many runs, and how many unknown stretches, are kept one by one.
  ///
  /// Beyond it the oldest eighth is folded into a stretch of which only the sums remain, of unknown
  /// time by cause: exact for every window that holds the whole of it, unknown for one that begins
  /// or ends inside it, which is never at one of the cuts that were asked for. Of such stretches a
  /// 64th of the limit are kept, or one, and one more for each cut; beyond it the two oldest become
  /// one.
  package static let defaultLimit: Int32 = 16_384
  /// How many a report keeps, which lists them: 80 bytes a run and 32 a stretch.
  package static let reportLimit: Int32 = 1_048_576

  let limit: Int32
  /// Where no folded stretch goes beyond: ascending, whole milliseconds.
  let cuts: [Instant]
  /// Time before it is unknown: the first sample's start, or until where all was forgotten.
  var knownFrom: Instant?
  /// The latest sample.
  private(set) var latest: Observation?
  private(set) var openRun: OpenRun?
  /// Ended runs; both ends of each bound ascend.
  var runs = DownRuns()
  /// Unknown stretches between samples, ascending.
  var unknown: [UnexplainedStretch] = []
  /// Stretches of which only sums are left, ascending, each beginning where the one before ends.
  var folded: [FoldedStretch] = []
  /// Gaps that end after the latest sample's start.
  private var told = ToldGaps()
  /// Time whose samples were recorded and cannot be read any more.
  var damaged = IntervalSet()
  /// How many stretches of it are kept; of the earliest beyond it the cause is forgotten.
  static let damageLimit = 1_024

  /// An empty timeline: all time is unknown.
  ///
  /// - Parameter cuts: Where windows begin or end that are to stay exact, ascending; floored to
  ///   whole milliseconds.
  package init(limit: Int32 = Timeline.defaultLimit, cuts: [Instant] = []) {
    precondition(limit >= 8, "a timeline keeps at least eight runs")
    self.limit = limit
    self.cuts = cuts.map(\.floored)
  }

  /// Takes the next sample, which starts after the latest one.
  ///
  /// - Returns: The run that it ended, if it ended one.
  mutating func take(_ next: Observation) -> DownRun? {
    guard let last = latest else {
      knownFrom = next.start.floored
      latest = next
      if !next.isGood { openRun = run(openedBy: next, after: nil) }
      told.forget(endingBy: next.start)
      return nil
    }
    precondition(next.start > last.start, "samples come in the order of their starts")
    latest = next
    // An attempt is over when the next one starts: only a foreign record can say otherwise.
    if let run = runs.last, run.high.end > next.start { runs.endLast(by: next.start.floored) }
    let isConnected = next.start <= last.expiry
    var ended: DownRun?
    if let open = openRun, next.isGood || !isConnected {
      ended = end(open, after: last, by: isConnected ? next : nil)
      openRun = nil
    }
    if !isConnected { separate(last, from: next) }
    if !next.isGood, openRun == nil {
      openRun = run(openedBy: next, after: isConnected ? last : nil)
    }
    told.forget(endingBy: next.start)
    if let ended { runs.append(ended) }
    if runs.count > limit || unknown.count > limit { fold() }
    return ended
  }

  /// Learns why there are no samples in `gap`.
  ///
  /// Whether it is told before or after the samples around it changes no fact, as long as the
  /// unknown time between them is not folded.
  mutating func take(_ gap: Interval, _ cause: GapCause) {
    for index in unknown.indices.reversed() {
      if unknown[index].interval.end <= gap.start { break }
      unknown[index].causes.add(gap, cause, within: unknown[index].interval)
    }
    if latest.map({ $0.start < gap.end }) ?? true { told.append(gap, cause) }
  }

  /// The cause of the gaps that cover most of the time after the latest sample's validity.
  var pendingCause: GapCause {
    let start = latest?.expiry ?? Judge.span.start
    return told.tally(in: Interval(start, Judge.span.end)).cause
  }

  /// Learns that samples of `stretch` were recorded and cannot be read: what is unknown of it without
  /// another cause is damaged, and not a time of which nobody measured anything.
  mutating func noteDamage(_ stretch: Interval) {
    damaged = damaged.union(IntervalSet([stretch.floored]))
    let excess = damaged.intervals.count - Timeline.damageLimit
    if excess > 0 { damaged = IntervalSet(damaged.intervals.dropFirst(excess)) }
  }

  private func run(openedBy first: Observation, after good: Observation?) -> OpenRun {
    let start = first.start
    guard let good else {
      return OpenRun(low: start.floored, estimate: start.floored, high: start.floored)
    }
    return OpenRun(
      low: start.floored,
      estimate: Timeline.middle(good.start, start).floored,
      high: good.start.floored
    )
  }

  private func end(_ open: OpenRun, after last: Observation, by good: Observation?) -> DownRun {
    guard let good else { return open.run(endingWith: last) }
    let proved = last.end(before: good.start)
    return DownRun(
      low: Interval(open.low, proved.floored),
      estimate: Interval(
        open.estimate,
        max(proved, Timeline.middle(last.start, good.start)).floored
      ),
      high: Interval(open.high, good.end(before: nil).floored)
    )
  }

  private mutating func separate(_ last: Observation, from next: Observation) {
    let stretch = Interval(last.expiry, next.start).floored
    if stretch.isEmpty { return }
    unknown.append(
      UnexplainedStretch(
        interval: stretch,
        before: unknown.last?.through ?? 0,
        causes: told.tally(in: stretch)
      )
    )
  }

  /// Passes over successes that follow the latest one, each connected to the one before, up to one
  /// that starts at `start` and is over at `end`.
  mutating func skip(to start: Instant, end: Instant) {
    guard let last = latest, last.isGood, start > last.start else { return }
    latest = Observation(
      start: start,
      end: max(start, end),
      isGood: true,
      validity: last.validity
    )
    told.forget(endingBy: start)
  }

  /// Halfway, without the sum that could overflow.
  private static func middle(_ first: Instant, _ second: Instant) -> Instant {
    first + TimeAmount(nanoseconds: (second - first).nanoseconds / 2)
  }
}
