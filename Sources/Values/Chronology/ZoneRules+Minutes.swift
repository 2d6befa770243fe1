extension ZoneRules {
  /// Whether the zone left `date` out, as Samoa did with 30 December 2011.
  package func leavesOut(_ date: CivilDate) -> Bool {
    start(of: date) == start(of: date.adding(days: 1))
  }

  /// The instant that a recurring rule means by a time of day.
  ///
  /// A midnight is where its day starts, as for every window (``start(of:)``). Of any other time that is
  /// shown twice it is the first, and of one that is skipped where it would have been by the offset
  /// before.
  ///
  /// - Parameters:
  ///   - date: A date of the years 1700 to 2200.
  ///   - minute: Minutes after its midnight by the clock, 0 to 1,440, which is the midnight that follows.
  ///
  /// Source: RFC 5545, section 3.3.5.
  package func instant(of date: CivilDate, minute: Int) -> Instant {
    precondition((0...1_440).contains(minute), "minutes of a day")
    if minute == 0 { return start(of: date) }
    if minute == 1_440 { return start(of: date.adding(days: 1)) }
    return placement(of: date, second: minute * 60).instant
  }
}
