package import Chronology

/// When a service is promised.
package enum ServiceHours: Hashable, Sendable {
  /// All the time.
  case always
  /// In these hours of the week.
  case weekly(WeeklyHours)
}

/// Hours of the week in an agreement's zone, without its holidays.
package struct WeeklyHours: Hashable, Sendable {
  /// The hours, in the order in which they are written; they may overlap.
  package let rules: [DayHours]
  /// Local dates without service, ascending, each once.
  package let holidays: [CivilDate]

  /// Hours of these parts.
  package init(_ rules: [DayHours], holidays: [CivilDate] = []) {
    self.rules = rules
    self.holidays = Array(Set(holidays)).sorted()
  }
}

/// The same hours on some days of the week.
package struct DayHours: Hashable, Sendable {
  /// The days on which they begin: 1 for Monday to 7 for Sunday, ascending, at least one.
  package let weekdays: [Int]
  /// When they begin, in minutes after the local midnight by the clock: 0 to 1,439.
  package let start: Int
  /// When they end, likewise, 1 to 1,440; not after the start means on the day after.
  package let end: Int

  /// The hours from `start` to `end` on these days.
  ///
  /// - Precondition: The ranges above.
  package init(weekdays: [Int], from start: Int, to end: Int) {
    precondition(!weekdays.isEmpty && weekdays.allSatisfy { (1...7).contains($0) }, "1 to 7")
    precondition((0..<1_440).contains(start) && (1...1_440).contains(end), "minutes of a day")
    self.weekdays = Array(Set(weekdays)).sorted()
    self.start = start
    self.end = end
  }

  /// Whether they end on the day after.
  package var crossesMidnight: Bool { end <= start }
}
