package import Chronology

extension IntervalSet {
  /// The instant at which `amount` of the set's time has passed since `start`; nil if the set hasn't
  /// so much after it.
  ///
  /// It is how a clock that runs in some hours only says when its time is up: the first such instant,
  /// so the end of a stretch and not the beginning of the next.
  package func instant(after amount: TimeAmount, since start: Instant) -> Instant? {
    guard amount > .zero else { return start }
    var left = amount
    for interval in intervals where interval.end > start {
      let from = max(start, interval.start)
      let length = interval.end - from
      if length >= left { return from + left }
      left -= length
    }
    return nil
  }

  /// The last `amount` of the set's time before `end`; all of it, if there is less.
  package func last(_ amount: TimeAmount, before end: Instant) -> IntervalSet {
    var left = amount
    var found: [Interval] = []
    for interval in intervals.reversed() where interval.start < end && left > .zero {
      let until = min(end, interval.end)
      let from = max(interval.start, until - left)
      found.append(Interval(from, until))
      left -= until - from
    }
    return IntervalSet(found)
  }
}
