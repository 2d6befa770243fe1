package import Agreement
package import Chronology

/// What the calendar makes of one revision of an agreement in a period, before anything is measured.
package struct AgreementCalendar: Hashable, Sendable {
  /// The longest period of a calendar, in days: ten years.
  package static let longestPeriod = ServiceHours.longestWindow

  /// The windows of objectives that have the same rule and the same service.
  package struct Windows: Hashable, Sendable {
    /// The service.
    package let service: String
    /// The rule.
    package let rule: WindowRule
    /// The ids of the objectives, in file order.
    package fileprivate(set) var objectives: [String]
    /// Each that has part in the period, ascending: whole, or of one that is divided the revision's own part;
    /// none of a rolling rule.
    package let windows: [Window]
  }

  /// One window.
  package struct Window: Hashable, Sendable {
    /// Its name, such as `2026-03`.
    package let name: String
    /// When it is.
    package let interval: Interval
    /// How much of it the service is promised.
    package let promised: TimeAmount
  }

  /// When a service is promised.
  package struct Hours: Hashable, Sendable {
    /// The service.
    package let service: Service
    /// Its hours in the period.
    package let intervals: IntervalSet
  }

  /// A date without service.
  package struct Holiday: Hashable, Sendable {
    /// The date.
    package let date: CivilDate
    /// The ids of the services for whose hours it is one.
    package let services: [String]
  }

  /// The revision.
  package let agreement: Agreement
  /// The period: that which was asked for, as far as the revision holds.
  package let period: Interval
  /// Whether time was cut off in which the revision doesn't hold.
  package let isClipped: Bool
  /// The revision that goes on with windows where this one leaves off; nil if none does in the period.
  package let next: ListedRevision?
  /// The rules of its zone, and their version.
  package let zone: ZoneRules
  /// The version of the rules, such as `2025b`.
  package let zoneVersion: String
  /// The changes of the clocks.
  package let changes: [ZoneRules.Change]
  /// The windows of the objectives.
  package let windows: [Windows]
  /// The hours of each service.
  package let hours: [Hours]
  /// The holidays, ascending.
  package let holidays: [Holiday]
  /// Recurring maintenance: each occurrence that has part in the period, whole and ascending.
  package let maintenance: [Interval]

  /// The calendar of `agreement`.
  ///
  /// - Parameters:
  ///   - period: At most ``longestPeriod`` days, in the years 1700 to 2200.
  ///   - zone: The rules of the agreement's zone.
  ///   - zoneVersion: Their version.
  ///   - tenure: What of each window is the revision's own.
  ///   - next: The revision that goes on with windows where the tenure ends.
  /// - Returns: Nil if the revision holds at no time of the period.
  package init?(
    of agreement: Agreement,
    over period: Interval,
    zone: ZoneRules,
    zoneVersion: String,
    within tenure: Tenure = .whole,
    until next: Agreement? = nil
  ) {
    let end = agreement.clauses.until.map { zone.start(of: $0.adding(days: 1)) } ?? period.end
    let holding = period.intersection(Interval(zone.start(of: agreement.effective), end))
    let held = tenure.part(of: holding)
    guard !held.isEmpty else { return nil }
    self.agreement = agreement
    self.period = held
    self.isClipped = held != period
    self.next = held.end < holding.end ? next.map { ListedRevision($0) } : nil
    self.zone = zone
    self.zoneVersion = zoneVersion
    changes = zone.changes(in: held)
    windows = AgreementCalendar.windows(of: agreement, in: held, zone, tenure)
    hours = agreement.services.map { service in
      Hours(service: service, intervals: service.hours.intervals(in: held, zone: zone))
    }
    holidays = AgreementCalendar.holidays(of: agreement, in: held, zone)
    maintenance = (agreement.clauses.exclusions.maintenance?.recurring ?? [])
      .flatMap { $0.occurrences(in: held, zone: zone) }
      .sorted { ($0.start, $0.end) < ($1.start, $1.end) }
  }

  private static func windows(
    of agreement: Agreement,
    in period: Interval,
    _ zone: ZoneRules,
    _ tenure: Tenure
  ) -> [Windows] {
    var found: [Windows] = []
    for objective in agreement.objectives {
      let same = found.firstIndex {
        $0.service == objective.service && $0.rule == objective.window
      }
      if let same {
        found[same].objectives.append(objective.id)
        continue
      }
      var windows: [Window] = []
      if let unit = objective.window.unit {
        let hours = agreement.service(objective.service)?.hours ?? .always
        var window = CivilWindow(unit, containing: period.start, in: zone)
        while window.interval(in: zone).start < period.end {
          let interval = tenure.part(of: window.interval(in: zone))
          let promised = hours.intervals(in: interval, zone: zone).length
          windows.append(
            Window(name: window.description, interval: interval, promised: promised)
          )
          window = window.next
        }
      }
      found.append(
        Windows(
          service: objective.service,
          rule: objective.window,
          objectives: [objective.id],
          windows: windows
        )
      )
    }
    return found
  }

  private static func holidays(
    of agreement: Agreement,
    in period: Interval,
    _ zone: ZoneRules
  ) -> [Holiday] {
    var services: [CivilDate: [String]] = [:]
    for service in agreement.services {
      guard case .weekly(let hours) = service.hours else { continue }
      for date in hours.holidays {
        let day = CivilWindow(.day, holding: date).interval(in: zone)
        if day.overlaps(period) { services[date, default: []].append(service.id) }
      }
    }
    return services.map { Holiday(date: $0.key, services: $0.value) }
      .sorted { $0.date < $1.date }
  }
}
