/// On which dates something recurs: a documented part of the recurrence rules of RFC 5545 (3.3.10), from a
/// first date on.
package struct Recurrence: Hashable, Sendable {
  /// How often.
  package enum Frequency: String, CaseIterable, Hashable, Sendable {
    /// Each day.
    case daily = "DAILY"
    /// Each week, from Monday.
    case weekly = "WEEKLY"
    /// Each month.
    case monthly = "MONTHLY"
    /// Each year.
    case yearly = "YEARLY"
  }

  /// A day of the week, perhaps the n-th of its month or year.
  package struct Weekday: Hashable, Sendable {
    /// 1 for Monday to 7 for Sunday.
    package let day: Int
    /// The n-th of the month (of the year, if no month is named): −5 to 5, from the end if negative; nil
    /// for each.
    package let ordinal: Int?

    /// A day of the week.
    package init(_ day: Int, ordinal: Int? = nil) {
      self.day = day
      self.ordinal = ordinal
    }
  }

  /// `FREQ`.
  package let frequency: Frequency
  /// `INTERVAL`: each so many days, weeks, months or years; 1 or more.
  package let interval: Int64
  /// `BYMONTH`: 1 to 12, ascending; empty for all.
  package let months: [Int]
  /// `BYMONTHDAY`: 1 to 31, or −31 to −1 from the end of the month; empty for all.
  package let monthDays: [Int]
  /// `BYDAY`; empty for all.
  package let weekdays: [Weekday]
  /// `UNTIL`: the last date; nil without an end.
  package let until: CivilDate?
  /// `COUNT`: how many times, never together with ``until``; nil without an end.
  package let count: Int64?
  /// The date from which it recurs (`DTSTART`).
  package let from: CivilDate

  /// A rule of these parts.
  package init(
    _ frequency: Frequency,
    interval: Int64 = 1,
    months: [Int] = [],
    monthDays: [Int] = [],
    weekdays: [Weekday] = [],
    until: CivilDate? = nil,
    count: Int64? = nil,
    from: CivilDate
  ) {
    self.frequency = frequency
    self.interval = interval
    self.months = months
    self.monthDays = monthDays
    self.weekdays = weekdays
    self.until = until
    self.count = count
    self.from = from
  }
}
