/// A year, a quarter, a month, a week or a day of the calendar, before any zone says when it begins.
package struct CivilWindow: Hashable, Sendable {
  /// How long a window is.
  package enum Unit: Hashable, Sendable {
    /// From the first of January to the last of December.
    case year
    /// Three months, from the first of January, April, July or October.
    case quarter
    /// From the first of a month to the last.
    case month
    /// From this day of a month, 1 to 31, to the day before it in the next; in a month that has no such
    /// day, its last stands for it.
    case billingMonth(Int)
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
    case .year: first = date.first(ofMonth: 1)
    case .quarter: first = date.first(ofMonth: (date.month - 1) / 3 * 3 + 1)
    case .month: first = date.first(ofMonth: date.month)
    case .billingMonth(let day):
      let start = date.clamped(toDay: day)
      let month = date.first(ofMonth: date.month)
      first = start <= date ? start : month.adding(months: -1).clamped(toDay: day)
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
    case .year: first.adding(months: 12)
    case .quarter: first.adding(months: 3)
    case .month: first.adding(months: 1)
    case .billingMonth(let day):
      first.first(ofMonth: first.month).adding(months: 1).clamped(toDay: day)
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
  /// The window's name: `2026`, `2026-Q1`, `2026-03`, `2026-W11` (ISO 8601), `2026-03-14`; of a billing
  /// month its first and its last date, `2026-03-15..2026-04-14`.
  package var description: String {
    switch unit {
    case .year: return padded(first.year, 4)
    case .quarter: return "\(padded(first.year, 4))-Q\(first.month / 3 + 1)"
    case .month: return String(first.description.dropLast(3))
    case .billingMonth: return "\(first)..\(end.adding(days: -1))"
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

  /// Reads a name such as `2026`, `2026-Q1`, `2026-03`, `2026-W11` or `2026-03-14`, of the years 1700 to
  /// 2200.
  package init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard let year = decimal(bytes.prefix(4)), (1_700...2_200).contains(year) else { return nil }
    switch bytes.count {
    case 4:
      guard let date = CivilDate(year: year, month: 1, day: 1) else { return nil }
      self.init(.year, holding: date)
    case 10:
      guard let date = CivilDate(text) else { return nil }
      self.init(.day, holding: date)
    case 7 where bytes[5] == UInt8(ascii: "Q"):
      guard bytes[4] == UInt8(ascii: "-"), let quarter = decimal(bytes[6...]),
        let date = CivilDate(year: year, month: quarter * 3 - 2, day: 1)
      else { return nil }
      self.init(.quarter, holding: date)
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
