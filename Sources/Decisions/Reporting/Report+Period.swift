package import Agreement
package import Chronology

extension Report.Period {
  /// Reads the period that a user asks for.
  ///
  /// - Parameters:
  ///   - text: `this` or `last`, `this-month` or `last-quarter` and so on; `2026`, `2026-Q1`, `2026-03`, `2026-W11` or `2026-03-14`; or `FROM..TO`, each a date,
  ///     which stands for its first instant, or a date-time of RFC 3339: TO itself is outside.
  ///   - now: What `this` and `last` are reckoned from.
  ///   - unit: How long `this` and `last` are.
  /// - Returns: Nil if `text` is none of these, TO isn't after FROM, or is more than ``longest`` after it.
  package init?(_ text: String, at now: Instant, in zone: ZoneRules, unit: CivilWindow.Unit) {
    let window: CivilWindow?
    let words = text.split(separator: "-", maxSplits: 1).map(String.init)
    if let named = words.count == 2 ? Self.units[words[1]] : unit,
      ["this", "last"].contains(words.first)
    {
      let this = CivilWindow(named, containing: now, in: zone)
      window = words[0] == "this" ? this : this.previous
    } else {
      window = CivilWindow(text)
    }
    if let window {
      self = .fixed(name: window.description, window.interval(in: zone))
      return
    }
    guard let dots = text.utf8.indices.first(where: { text[$0...].hasPrefix("..") }) else {
      return nil
    }
    let ends = [text[..<dots], text[dots...].dropFirst(2)].compactMap { end -> Instant? in
      if let date = CivilDate(end), (1_700...2_200).contains(date.year) {
        return zone.start(of: date)
      }
      return Instant(rfc3339: end)
    }
    guard ends.count == 2, ends[0] < ends[1], ends[1] - ends[0] <= Self.longest else { return nil }
    self = .fixed(name: text, Interval(ends[0], ends[1]))
  }

  /// The longest period between two instants: nine years, so that the hours and exclusions around it can
  /// be made out.
  package static let longest = TimeAmount.days(9 * 366)

  private static let units: [String: CivilWindow.Unit] = [
    "year": .year, "quarter": .quarter, "month": .month, "week": .week, "day": .day,
  ]
}

extension Agreement {
  /// How long a report on this agreement is when nobody says: the longest calendar window of its
  /// objectives; nil if every objective has a rolling one.
  package var reportUnit: CivilWindow.Unit? {
    let units = objectives.compactMap(\.window.unit)
    let billing = units.first { if case .billingMonth = $0 { true } else { false } }
    let order: [CivilWindow.Unit?] = [.year, .quarter, .month, billing, .week, .day]
    return order.compactMap { $0 }.first { units.contains($0) }
  }
}
