/// A day of a zone, or the part of it that some stretch holds.
package struct LocalDay: Hashable, Sendable {
  /// Its date.
  package let date: CivilDate
  /// From its first instant in the stretch up to the next day's, or the stretch's end.
  package let interval: Interval

  /// A day of these parts.
  package init(_ date: CivilDate, _ interval: Interval) {
    self.date = date
    self.interval = interval
  }
}

extension ZoneRules {
  /// The days that `stretch` touches, ascending: together they are the stretch.
  ///
  /// A date that the zone leaves out has no day.
  ///
  /// - Parameter limit: The most days that are given; later ones are left out.
  package func days(in stretch: Interval, limit: Int) -> [LocalDay] {
    var days: [LocalDay] = []
    var date = CivilTime(stretch.start, in: self).date
    var start = stretch.start
    while start < stretch.end, days.count < limit {
      let next = date.adding(days: 1)
      let end = min(stretch.end, self.start(of: next))
      if start < end {
        days.append(LocalDay(date, Interval(start, end)))
        start = end
      }
      date = next
    }
    return days
  }
}
