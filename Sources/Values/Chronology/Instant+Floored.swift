extension Instant {
  /// The instant floored to a whole millisecond, the accounting's unit.
  package var floored: Instant { Instant(milliseconds: milliseconds) }
}

extension Interval {
  /// The stretch with both ends floored to whole milliseconds.
  package var floored: Interval { Interval(start.floored, end.floored) }
}
