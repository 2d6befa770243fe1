package import Chronology

extension ServiceHours {
  /// The longest window whose hours are made out, in days: ten years.
  ///
  /// Each of its days costs a step for every rule, and each stretch of hours 16 bytes; a reader of dates
  /// refuses what is longer.
  package static let longestWindow: Int64 = 3_660

  /// When the service is promised within `window`.
  ///
  /// - Parameters:
  ///   - window: At most ``longestWindow`` days, in the years 1700 to 2200.
  ///   - zone: That of the agreement.
  /// - Complexity: O(days of the window × rules).
  package func intervals(in window: Interval, zone: ZoneRules) -> IntervalSet {
    switch self {
    case .always: IntervalSet([window])
    case .weekly(let hours): hours.intervals(in: window, zone: zone)
    }
  }
}

extension WeeklyHours {
  /// The hours within `window`.
  ///
  /// A holiday takes away the hours that begin on it, also those of the day after; hours that begin on
  /// the day before go on into it. A date that the zone left out has none.
  ///
  /// - Parameters:
  ///   - window: At most ``ServiceHours/longestWindow`` days, in the years 1700 to 2200.
  ///   - zone: That of the agreement.
  /// - Complexity: O(days of the window × rules).
  package func intervals(in window: Interval, zone: ZoneRules) -> IntervalSet {
    precondition(window.length <= .days(ServiceHours.longestWindow), "a window of ten years")
    guard !window.isEmpty else { return IntervalSet() }
    let ascending = rules.sorted { $0.start < $1.start }
    let closed = Set(holidays)
    var hours = IntervalSet()
    // Hours reach into the day after, and clocks that are set back show a date again that has ended.
    var date = CivilTime(window.start, in: zone).date.adding(days: -2)
    var start = zone.start(of: date)
    while start < window.end {
      let next = date.adding(days: 1)
      let end = zone.start(of: next)
      if start < end, !closed.contains(date) {
        for rule in ascending where rule.weekdays.contains(date.weekday) {
          hours.append(rule.interval(on: date, zone: zone).intersection(window))
        }
      }
      date = next
      start = end
    }
    return hours
  }
}

extension DayHours {
  /// When the hours that begin on `date` are, whatever its day of the week; empty if the clocks skip them.
  package func interval(on date: CivilDate, zone: ZoneRules) -> Interval {
    let last = crossesMidnight ? date.adding(days: 1) : date
    return Interval(
      zone.instant(of: date, minute: start),
      zone.instant(of: last, minute: end)
    )
  }
}
