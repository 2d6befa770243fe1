import Chronology
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
  /// Beyond it the oldest eighth is folded into a stretch of which only the sums remain: exact for
  /// every window that holds the whole of it, unknown for one that begins or ends inside it. Of such
  /// stretches a 64th of the limit are kept, or one; beyond it the two oldest become one.
  package static let defaultLimit: Int32 = 16_384

  let limit: Int32
  /// Time before it is unknown: the first sample's start, or until where all was forgotten.
  var knownFrom: Instant?
  /// The latest sample.
  private(set) var latest: Observation?
  private(set) var openRun: OpenRun?
  /// Ended runs; both ends of each bound ascend.
  var runs: [DownRun] = []
  /// Unknown stretches between samples, ascending.
  var unknown: [UnknownStretch] = []
  /// Stretches of which only sums are left, ascending, each beginning where the one before ends.
  var folded: [FoldedStretch] = []
  /// The gap that covers most of the time after the latest sample's validity.
  private(set) var pendingCause = GapCause.noSample
  private var pendingLength = TimeAmount.zero

  /// An empty timeline: all time is unknown.
  package init(limit: Int32 = Timeline.defaultLimit) {
    precondition(limit >= 8, "a timeline keeps at least eight runs")
    self.limit = limit
  }

  /// Takes the next sample, which starts after the latest one.
  ///
  /// - Returns: The run that it ended, if it ended one.
  mutating func take(_ next: Observation) -> DownRun? {
    guard let last = latest else {
      knownFrom = next.start.floored
      latest = next
      if !next.isGood { openRun = run(openedBy: next, after: nil) }
      (pendingCause, pendingLength) = (.noSample, .zero)
      return nil
    }
    precondition(next.start > last.start, "samples come in the order of their starts")
    latest = next
    // An attempt is over when the next one starts: only a foreign record can say otherwise.
    if let run = runs.last, run.high.end > next.start {
      runs[runs.count - 1].high.end = next.start.floored
    }
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
    (pendingCause, pendingLength) = (.noSample, .zero)
    if let ended { runs.append(ended) }
    if runs.count > limit || unknown.count > limit { fold() }
    return ended
  }

  /// Learns why there are no samples in `gap`.
  mutating func take(_ gap: Interval, _ cause: GapCause) {
    if let latest {
      let overlap = gap.intersection(Interval(latest.expiry, max(gap.end, latest.expiry))).length
      if overlap > pendingLength { (pendingCause, pendingLength) = (cause, overlap) }
      guard gap.start < latest.start else { return }
    }
    // A gap that is told after the sample that follows it.
    for index in unknown.indices.reversed() {
      if unknown[index].interval.end <= gap.start { break }
      if unknown[index].cause == .noSample, unknown[index].interval.overlaps(gap) {
        unknown[index].cause = cause
      }
    }
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
    if !stretch.isEmpty { unknown.append(UnknownStretch(stretch, pendingCause)) }
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
    (pendingCause, pendingLength) = (.noSample, .zero)
  }

  /// Halfway, without the sum that could overflow.
  private static func middle(_ first: Instant, _ second: Instant) -> Instant {
    first + TimeAmount(nanoseconds: (second - first).nanoseconds / 2)
  }
}
