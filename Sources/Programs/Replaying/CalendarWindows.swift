package import Agreement
package import Chronology
package import Judging

/// The calendar of every agreement: which windows an objective has, in its agreement's zone.
package struct CalendarWindows: Sendable {
  /// The most windows that are looked at after a long stop: three years of days.
  package static let limit = 1_100

  private let zones: [String: ZoneRules]

  /// The calendars of `agreements`, by the host's tzdata.
  ///
  /// - Throws: ``ZoneFileError`` for a zone that the host does not know.
  package init(_ agreements: [Agreement]) throws(ZoneFileError) {
    var zones: [String: ZoneRules] = [:]
    for agreement in agreements where zones[agreement.timeZone] == nil {
      zones[agreement.timeZone] = try ZoneFiles.rules(of: agreement.timeZone)
    }
    self.zones = zones
  }

  /// The rules of an agreement's zone.
  package func zone(of agreement: Agreement) -> ZoneRules {
    zones[agreement.timeZone] ?? .utc
  }

  /// The window of `promise` that contains `instant`; nil for a rolling one.
  package func window(of promise: Promise, containing instant: Instant) -> CivilWindow? {
    guard let unit = promise.objective.window.unit else { return nil }
    return CivilWindow(unit, containing: instant, in: zone(of: promise.agreement))
  }

  /// The revision of each agreement that holds at `instant`, by the local date; one that does not
  /// hold yet is left out.
  package func inEffect(_ agreements: [Agreement], at instant: Instant) -> [Agreement] {
    let held = agreements.filter { agreement in
      agreement.effective <= CivilTime(instant, in: zone(of: agreement)).date
    }
    return held.filter { agreement in
      !held.contains { $0.id == agreement.id && $0.revision > agreement.revision }
    }
  }

  /// The windows of `promise` that may have something to say at `now`, ascending: those after the
  /// last that was said to be closed, or the one before the present, up to the present one.
  package func pending(_ promise: Promise, after closed: Instant?, now: Instant) -> [Interval] {
    guard let current = window(of: promise, containing: now) else { return [] }
    let zone = zone(of: promise.agreement)
    var windows = [current.interval(in: zone)]
    var earlier = current.previous
    while windows.count < CalendarWindows.limit {
      let interval = earlier.interval(in: zone)
      if let closed, interval.start <= closed { break }
      windows.append(interval)
      earlier = earlier.previous
      if closed == nil { break }
    }
    return windows.reversed()
  }

  /// The earliest instant that a window of any of `promises` still needs at `now`.
  package func earliestNeeded(_ promises: [Promise], now: Instant) -> Instant {
    promises.reduce(now) { earliest, promise in
      if case .rolling(let length) = promise.objective.window {
        return min(earliest, now - length)
      }
      guard let window = window(of: promise, containing: now) else { return earliest }
      return min(earliest, window.previous.interval(in: zone(of: promise.agreement)).start)
    }
  }
}

extension WindowRule {
  /// The calendar's unit; nil for a rolling window.
  package var unit: CivilWindow.Unit? {
    switch self {
    case .month: .month
    case .week: .week
    case .day: .day
    case .rolling: nil
    }
  }
}
