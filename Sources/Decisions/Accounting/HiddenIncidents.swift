package import Agreement
package import Chronology
package import Sampling

/// How often a check is probed, and how many answers make or end an incident of it.
package struct CheckPace: Hashable, Sendable {
  private let interval: TimeAmount
  private let confirmation: Confirmation

  /// A check that is probed so often: more than zero.
  package init(every interval: TimeAmount, _ confirmation: Confirmation) {
    self.interval = max(interval, .milliseconds(1))
    self.confirmation = confirmation
  }

  /// The fastest that there may be: of a check of which nothing is known.
  package static let fastest = CheckPace(every: .seconds(1), Confirmation(down: 1, up: 1))

  /// How many incidents the answers in a stretch of this length can make that nobody saw.
  ///
  /// Between k incidents there are k − 1 times the successes that resolve one; each needs the failures
  /// that confirm it, of which the first and the last may borrow all but one from before and after.
  fileprivate func incidents(in length: TimeAmount) -> Int64 {
    let answers = length.nanoseconds / interval.nanoseconds + 1
    let down = Int64(confirmation.down)
    let up = Int64(confirmation.up)
    return (answers + 2 * (down - 1) + up) / (down + up)
  }
}

/// The incidents of a service that unknown time may hide: how many at the most.
///
/// The bound is a true one and no tight one: as many as fit into the time, if every check had failed and
/// come back as fast as its confirmations allow.
package struct HiddenIncidents: Hashable, Sendable {
  /// Where one may be hidden, whole.
  private let stretches: [Interval]
  private let window: Interval
  private let paces: [CheckPace]

  /// Those that may count in `window`.
  ///
  /// - Parameters:
  ///   - timeline: Of the service, up to where everything is judged.
  ///   - seen: The outages of the incidents that are on record, by the estimate.
  ///   - forgotten: Until where incidents are not on record any more; nil if all are.
  ///   - paces: One of each check of the service.
  package init(
    in timeline: BoundedTimeline,
    besides seen: IntervalSet,
    forgottenUntil forgotten: Instant?,
    of window: Interval,
    by attribution: Attribution,
    _ paces: [CheckPace]
  ) {
    let lost = IntervalSet(forgotten.map { [Interval(timeline.stretch.start, $0)] } ?? []).floored
    let unseen = timeline.unknown.union(lost)
    stretches = timeline.possible.subtracting(seen).union(lost).intervals.compactMap {
      stretch -> Interval? in
      guard stretch.overlaps(window) else { return nil }
      // One that counts where it opened does so, at the earliest, with the window.
      let start = attribution == .start ? max(stretch.start, window.start) : stretch.start
      let part = Interval(start, stretch.end)
      return unseen.inside(part).isEmpty ? nil : part
    }
    self.window = window.floored
    self.paces = paces
  }

  /// How many may count of which a part is in the time that counts, and not a shorter one than `lasting`.
  package func count(in counted: IntervalSet, lasting: TimeAmount? = nil) -> Int64 {
    stretches.reduce(0) { sum, stretch in
      let most = incidents(in: stretch, counted)
      guard let lasting, lasting > .zero else { return sum + most }
      let time = counted.inside(stretch).milliseconds
      return sum + min(most, time / max(1, lasting.wholeMilliseconds))
    }
  }

  /// How many may have been late, each with more than `limit` on a clock that runs in these hours.
  func late(on running: IntervalSet, beyond limit: TimeAmount, in counted: IntervalSet) -> Int64 {
    stretches.reduce(0) { sum, stretch in
      let time = running.inside(stretch).milliseconds
      return sum + min(incidents(in: stretch, counted), time / (limit.wholeMilliseconds + 1))
    }
  }

  private func incidents(in stretch: Interval, _ counted: IntervalSet) -> Int64 {
    counted.inside(stretch).intersection(window).intervals.reduce(0) { sum, part in
      sum + paces.reduce(0) { $0 + $1.incidents(in: part.length) }
    }
  }
}
