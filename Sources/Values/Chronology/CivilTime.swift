/// What the calendar and the clocks of a zone show: a date, a time of day, and the offset.
package struct CivilTime: Hashable, Sendable {
  /// The date.
  package let date: CivilDate
  /// Seconds shown since midnight, 0 to 86,399; not the seconds that have passed since then.
  package let secondOfDay: Int
  /// Seconds east of UTC.
  package let offset: Int

  /// What is shown in `zone` at `instant`, without parts of a second.
  package init(_ instant: Instant, in zone: ZoneRules) {
    self.init(instant, offset: zone.offset(at: instant))
  }

  /// What clocks show at `instant` that are `offset` seconds east of UTC.
  init(_ instant: Instant, offset: Int) {
    self.offset = offset
    let shown = instant.seconds + Int64(offset)
    date = CivilDate(daysSinceEpoch: floorDivide(shown, 86_400))
    secondOfDay = Int(floorRemainder(shown, 86_400))
  }
}

extension CivilTime: CustomStringConvertible {
  /// The time as `2026-03-29 03:30:00 +02:00`; an offset with seconds as `+00:09:21`.
  package var description: String { text(withSeconds: true) }

  /// The time as `2026-03-29 03:30 +02:00`; with its seconds if it has some.
  package var minuteText: String { text(withSeconds: secondOfDay % 60 != 0) }

  private func text(withSeconds: Bool) -> String {
    let units = [secondOfDay / 3_600, secondOfDay / 60 % 60, secondOfDay % 60]
    let time = units.prefix(withSeconds ? 3 : 2).map { padded($0, 2) }.joined(separator: ":")
    let magnitude = offset.magnitude
    var parts = [magnitude / 3_600, magnitude / 60 % 60]
    if magnitude % 60 != 0 { parts.append(magnitude % 60) }
    let sign = offset < 0 ? "-" : "+"
    return "\(date) \(time) \(sign)\(parts.map { padded($0, 2) }.joined(separator: ":"))"
  }
}

/// Where a local date and time of day lie on the line of time.
package enum CivilPlacement: Hashable, Sendable {
  /// The clocks show it once.
  case once(Instant)
  /// The clocks are set back over it and show it again.
  case twice(first: Instant, last: Instant)
  /// The clocks are set forward over it at this instant, and never show it.
  ///
  /// `reckoned` is where it would have been by the offset before.
  case never(skippedAt: Instant, reckoned: Instant)

  /// The instant that a recurring rule means: the first of two, and by the offset before a gap.
  ///
  /// Source: RFC 5545, section 3.3.5.
  package var instant: Instant {
    switch self {
    case .once(let instant), .twice(let instant, _), .never(_, let instant): instant
    }
  }
}

extension ZoneRules {
  /// Where `second` seconds shown after midnight of `date` lie.
  ///
  /// - Parameters:
  ///   - date: A date of the years 1700 to 2200.
  ///   - second: 0 to 86,399.
  package func placement(of date: CivilDate, second: Int = 0) -> CivilPlacement {
    let shown = date.daysSinceEpoch * 86_400 + Int64(second)
    var found: [Int64] = []
    var position = shown - ZoneRules.largestOffset
    while position <= shown + ZoneRules.largestOffset {
      let stretch = stretch(at: position)
      let candidate = shown - Int64(stretch.offset)
      if candidate >= position, stretch.end.map({ candidate < $0 }) ?? true {
        found.append(candidate)
      }
      guard let end = stretch.end else { break }
      position = end
    }
    guard let first = found.first, let last = found.last else {
      let skip = firstSecond(showing: shown)
      let reckoned = shown - Int64(stretch(at: skip - 1).offset)
      return .never(skippedAt: Instant(seconds: skip), reckoned: Instant(seconds: reckoned))
    }
    if first == last { return .once(Instant(seconds: first)) }
    return .twice(first: Instant(seconds: first), last: Instant(seconds: last))
  }

  /// The first instant at which the date is `date` or, where a zone left it out, a later one.
  ///
  /// Mostly midnight, and the first of two; where the clocks are set forward over midnight, the
  /// instant at which they are. Two dates that follow each other have starts that do, so that
  /// windows made of days part all time between them.
  package func start(of date: CivilDate) -> Instant {
    Instant(seconds: firstSecond(showing: date.daysSinceEpoch * 86_400))
  }

  /// The first second at which the clocks show `shown`, in seconds of local time, or more.
  private func firstSecond(showing shown: Int64) -> Int64 {
    var position = shown - ZoneRules.largestOffset
    while true {
      let stretch = stretch(at: position)
      let candidate = max(position, shown - Int64(stretch.offset))
      guard let end = stretch.end, candidate >= end else { return candidate }
      position = end
    }
  }

  /// No clock is further from UTC than 26 h (RFC 9636, section 3.2), in seconds.
  private static let largestOffset: Int64 = 93_600
}
