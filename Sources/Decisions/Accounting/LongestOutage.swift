package import Agreement
package import Chronology

/// The longest outage that begins in a window, in whole milliseconds: `low ≤ estimate ≤ high`.
///
/// An outage begins with the first failure that is seen of it, and belongs to the window in which it
/// does. It is measured whole, as far as it is judged, and of that counts what hours and exclusions
/// leave.
package struct LongestOutage: Hashable, Sendable {
  /// What is proved of the longest.
  package let low: Int64
  /// Its estimate.
  package let estimate: Int64
  /// What cannot be excluded, without unknown time.
  package let high: Int64
  /// How much longer one may have been together with unknown time.
  package let unknown: Int64
  /// The estimate of the one that lasts, of which a part counts; nil if none does.
  package let lasting: Int64?

  /// The longest outage that begins in `window`.
  ///
  /// Of what nobody watched before the window, none is an outage of it: unknown time counts from the
  /// window's beginning on.
  ///
  /// - Parameters:
  ///   - timeline: Of the service, from before the window to where everything is judged.
  ///   - counted: The time that counts: that is promised, and not excluded.
  ///   - rule: How unknown time counts.
  package init(
    of timeline: BoundedTimeline,
    in window: Interval,
    counted: IntervalSet,
    unknown rule: UnknownRule
  ) {
    let outages = OutagesOfWindow(timeline.counting(unknown: rule), window.floored)
    func longest(_ outages: [Interval]) -> Int64 {
      outages.map { counted.inside($0).milliseconds }.max() ?? 0
    }
    low = longest(outages.proved)
    estimate = max(low, longest(outages.estimated))
    high = max(estimate, longest(outages.possible(in: outages.timeline.high)))
    unknown = max(0, longest(outages.possible(in: outages.timeline.possible)) - high)
    let last = outages.estimated.last { $0.end == timeline.stretch.end }
    lasting = last.map { counted.inside($0).milliseconds }
  }
}

/// The outages of a timeline that begin in a window, whole, in each bound.
private struct OutagesOfWindow {
  let timeline: BoundedTimeline
  let window: Interval

  init(_ timeline: BoundedTimeline, _ window: Interval) {
    self.timeline = timeline
    self.window = window
  }

  /// What is proved of those that begin in the window.
  var proved: [Interval] { timeline.low.intervals.filter { window.contains($0.start) } }

  /// The estimates of those that begin in the window.
  var estimated: [Interval] {
    timeline.estimate.intervals.filter { window.contains(beginning(of: $0)) }
  }

  /// Where the outage of an estimate begins: with what is proved of it, if something is.
  private func beginning(of estimate: Interval) -> Instant {
    timeline.low.inside(estimate).intervals.first?.start ?? estimate.start
  }

  /// What of the intervals of a set can be an outage that begins in the window.
  func possible(in set: IntervalSet) -> [Interval] {
    set.intervals.compactMap { outage -> Interval? in
      guard outage.start < window.end, outage.end > window.start else { return nil }
      let estimates = timeline.estimate.inside(outage).intervals
      let unseen = timeline.unknown.inside(outage)
      let mayBegin =
        estimates.isEmpty || !unseen.intersection(window).isEmpty
        || estimates.contains { mayBeginInWindow($0) }
      guard mayBegin else { return nil }
      guard outage.start < window.start else { return outage }
      // One that is proved to go on from before belongs to the window before; what was never watched
      // before the window is no outage of it.
      let earlier = estimates.last { beganBefore($0) }
      let start = max(outage.start, earlier?.end ?? outage.start)
      let isWatched = unseen.intersection(Interval(start, window.start)).isEmpty
      return Interval(isWatched ? start : window.start, outage.end)
    }
  }

  private func mayBeginInWindow(_ estimate: Interval) -> Bool {
    let proved = timeline.low.inside(estimate)
    return proved.isEmpty
      ? estimate.overlaps(window) : window.contains(proved.intervals[0].start)
  }

  private func beganBefore(_ estimate: Interval) -> Bool {
    timeline.low.inside(estimate).intervals.first.map { $0.start < window.start } ?? false
  }
}
