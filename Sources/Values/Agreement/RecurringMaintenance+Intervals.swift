package import Chronology

extension RecurringMaintenance {
  /// Each time that the work is planned for and that has part in `window`, whole, in the order of its dates.
  ///
  /// It begins at the time of day that the clocks show, and lasts its length by any clock: where they are
  /// changed meanwhile, it ends at another time of day. On a date that the zone left out there is none.
  ///
  /// - Parameters:
  ///   - window: At most ``ServiceHours/longestWindow`` days, in the years 1700 to 2200.
  ///   - zone: That of the agreement.
  /// - Complexity: O(days of the window and of ``length``); with a count, O(days since the first date).
  package func occurrences(in window: Interval, zone: ZoneRules) -> [Interval] {
    precondition(window.length <= .days(ServiceHours.longestWindow), "a window of ten years")
    guard !window.isEmpty else { return [] }
    let first = CivilTime(window.start - length, in: zone).date.adding(days: -1)
    let last = CivilTime(window.end, in: zone).date.adding(days: 1)
    return recurrence.dates(from: first, through: last).compactMap { date in
      if zone.leavesOut(date) { return nil }
      let begin = zone.instant(of: date, minute: start)
      let planned = Interval(begin, begin + length)
      return planned.overlaps(window) ? planned : nil
    }
  }

  /// When the work is planned within `window`; the same limits as ``occurrences(in:zone:)``.
  package func intervals(in window: Interval, zone: ZoneRules) -> IntervalSet {
    IntervalSet(occurrences(in: window, zone: zone)).intersection(window)
  }
}
