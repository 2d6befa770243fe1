package import Chronology

/// A clock that runs in some hours only, and stands still while the service is suspended: by it the time to
/// restore (GTR) and the time to respond (GTI) are measured.
package struct ServiceClock: Hashable, Sendable {
  /// When it runs.
  package let running: IntervalSet

  /// A clock that runs in `hours`, but not while `suspended`.
  ///
  /// It knows nothing beyond the window for which the hours were made out: there it stands still.
  package init(in hours: IntervalSet, without suspended: IntervalSet = IntervalSet()) {
    running = hours.subtracting(suspended)
  }

  /// How far the clock goes from `start` to `end`; zero if that isn't later.
  package func time(from start: Instant, to end: Instant) -> TimeAmount {
    var total = TimeAmount.zero
    for interval in running.intervals[running.index(endingAfter: start)...] {
      guard interval.start < end else { break }
      total += interval.intersection(Interval(start, end)).length
    }
    return total
  }

  /// The first instant, not before `start`, at which the clock has gone on by `amount`; nil if it never does.
  ///
  /// What ends at that instant is in time. So is what ends before the clock runs again, when that instant
  /// ends a stretch of hours: the clock shows no more.
  package func deadline(from start: Instant, after amount: TimeAmount) -> Instant? {
    guard amount > .zero else { return start }
    var rest = amount
    for interval in running.intervals[running.index(endingAfter: start)...] {
      let begin = max(interval.start, start)
      if interval.end - begin >= rest { return begin + rest }
      rest -= interval.end - begin
    }
    return nil
  }
}
