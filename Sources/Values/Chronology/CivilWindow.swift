/// A month, a week or a day of the calendar, before any zone says when it begins.
package struct CivilWindow: Hashable, Sendable {
  /// How long a window is.
  package enum Unit: Hashable, CaseIterable, Sendable {
    /// From the first of a month to the last.
    case month
    /// From Monday to Sunday (ISO 8601).
    case week
    /// One date.
    case day
  }

  /// How long it is.
  package let unit: Unit
  /// Its first date.
  package let first: CivilDate

  /// The window that holds `date`.
  package init(_ unit: Unit, holding date: CivilDate) {
    self.unit = unit
    switch unit {
    case .month: first = date.adding(days: Int64(1 - date.day))
    case .week: first = date.adding(days: Int64(1 - date.weekday))
    case .day: first = date
    }
  }

  /// The window whose interval in `zone` contains `instant`.
  ///
  /// Where the clocks are set back over midnight, that isn't always the window of the date that
  /// they show: the day before has ended with the first midnight.
  package init(_ unit: Unit, containing instant: Instant, in zone: ZoneRules) {
    var window = CivilWindow(unit, holding: CivilTime(instant, in: zone).date)
    if zone.start(of: window.end) <= instant { window = window.next }
    self = window
  }

  /// The first date after it.
  package var end: CivilDate {
    switch unit {
    case .month: first.adding(days: Int64(CivilDate.length(ofMonth: first.month, year: first.year)))
    case .week: first.adding(days: 7)
    case .day: first.adding(days: 1)
    }
  }

  /// The window after it.
  package var next: CivilWindow { CivilWindow(unit, holding: end) }

  /// The window before it.
  package var previous: CivilWindow { CivilWindow(unit, holding: first.adding(days: -1)) }

  /// When it is in `zone`: from the first instant of its first date to that of the date after it.
  package func interval(in zone: ZoneRules) -> Interval {
    Interval(zone.start(of: first), zone.start(of: end))
  }
}

extension CivilWindow: CustomStringConvertible {
  /// The window's name: `2026-03`, `2026-W11` (ISO 8601), `2026-03-14`.
  package var description: String {
    switch unit {
    case .month: return String(first.description.dropLast(3))
    case .day: return first.description
    case .week:
      let thursday = first.adding(days: 3)
      // A week belongs to the year of its Thursday.
      let days = CivilDate(year: thursday.year, month: 1, day: 1).map {
        thursday.daysSinceEpoch - $0.daysSinceEpoch
      }
      let week = (days ?? 0) / 7 + 1
      return "\(padded(thursday.year, 4))-W\(padded(week, 2))"
    }
  }

  /// Reads a name such as `2026-03`, `2026-W11` or `2026-03-14`, of the years 1700 to 2200.
  package init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard let year = decimal(bytes.prefix(4)), (1_700...2_200).contains(year) else { return nil }
    switch bytes.count {
    case 10:
      guard let date = CivilDate(text) else { return nil }
      self.init(.day, holding: date)
    case 7:
      guard let date = CivilDate("\(text)-01") else { return nil }
      self.init(.month, holding: date)
    case 8:
      guard let newYear = CivilDate(year: year, month: 1, day: 4), bytes[4] == UInt8(ascii: "-"),
        bytes[5] == UInt8(ascii: "W"), let week = decimal(bytes[6...]), week >= 1
      else { return nil }
      // The week with 4 January is the first.
      self.init(.week, holding: newYear.adding(days: Int64(week - 1) * 7))
      guard description.utf8.elementsEqual(bytes) else { return nil }
    default:
      return nil
    }
  }
}
