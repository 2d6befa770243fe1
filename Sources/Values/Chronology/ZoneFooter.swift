/// The rule for all time after a zone's table: one offset, or two that change places every year.
///
/// Source: RFC 9636, section 3.3.1; POSIX.1-2024, Base Definitions, section 8.3, `TZ`.
struct ZoneFooter: Hashable, Sendable {
  /// A day of the year, by one of the three ways to say it.
  enum Day: Hashable, Sendable {
    /// `J1` to `J365`: 29 February is never counted.
    case julian(Int)
    /// `0` to `365`: days after 1 January.
    case ordinal(Int)
    /// `M3.5.0`: the `week`-th (5 is the last) `weekday` (0 is Sunday) of `month`.
    case weekday(month: Int, week: Int, weekday: Int)
  }

  /// When the clocks change.
  struct Change: Hashable, Sendable {
    let day: Day
    /// Seconds after the start of the day, by the clock before the change: within ±167:59:59.
    let time: Int
  }

  /// The other offset, and when it holds.
  struct Summer: Hashable, Sendable {
    let offset: Int
    let start: Change
    let end: Change
  }

  /// Seconds east of UTC when summer time doesn't hold.
  let offset: Int
  /// Nil where the clocks never change.
  let summer: Summer?

  /// The stretch that holds `second`.
  func stretch(at second: Int64) -> ZoneRules.Stretch {
    guard let summer else { return ZoneRules.Stretch(offset: offset, end: nil) }
    let year = CivilDate(daysSinceEpoch: floorDivide(second, 86_400)).year
    // Times of up to a week beyond their day may reach into the years around.
    var changes: [(second: Int64, startsSummer: Int, offset: Int)] = []
    for year in (year - 2)...(year + 2) {
      changes.append((summer.end.second(in: year, offset: summer.offset), 0, offset))
      changes.append((summer.start.second(in: year, offset: offset), 1, summer.offset))
    }
    // Where one summer ends as the next begins, it never ends: of two changes at once the
    // beginning holds.
    changes.sort { ($0.second, $0.startsSummer) < ($1.second, $1.startsSummer) }
    let current = changes.last { $0.second <= second }?.offset ?? offset
    var next = changes.drop { $0.second <= second }
    while let change = next.first {
      let standing = next.last { $0.second == change.second } ?? change
      if standing.offset != current {
        return ZoneRules.Stretch(offset: current, end: change.second)
      }
      next = next.drop { $0.second <= change.second }
    }
    // All year summer, or none: look again from where this view ends.
    return ZoneRules.Stretch(offset: current, end: changes.last?.second)
  }
}

extension ZoneFooter.Change {
  /// The POSIX second of the change in `year`, when the clocks before it are at `offset`.
  func second(in year: Int, offset: Int) -> Int64 {
    (CivilDate.firstDay(ofYear: year) + dayOfYear(in: year)) * 86_400 + Int64(time - offset)
  }

  /// Days after 1 January.
  private func dayOfYear(in year: Int) -> Int64 {
    switch day {
    case .ordinal(let days):
      return Int64(days)
    case .julian(let number):
      let isAfterLeapDay = number >= 60 && CivilDate.length(ofMonth: 2, year: year) == 29
      return Int64(isAfterLeapDay ? number : number - 1)
    case .weekday(let month, let week, let weekday):
      let first = CivilDate.firstDay(ofMonth: month, year: year)
      let firstWeekday = floorRemainder(first + 4, 7)
      var days = floorRemainder(Int64(weekday) - firstWeekday, 7) + Int64(week - 1) * 7
      if days >= Int64(CivilDate.length(ofMonth: month, year: year)) { days -= 7 }
      return first + days - CivilDate.firstDay(ofYear: year)
    }
  }
}

extension CivilDate {
  /// Days from 1970-01-01 to the first of `month`, 1 to 12, of `year`.
  fileprivate static func firstDay(ofMonth month: Int, year: Int) -> Int64 {
    // The first is a day of every month.
    CivilDate(year: year, month: month, day: 1)?.daysSinceEpoch ?? 0
  }

  /// Days from 1970-01-01 to 1 January of `year`.
  fileprivate static func firstDay(ofYear year: Int) -> Int64 {
    firstDay(ofMonth: 1, year: year)
  }
}
