package import Agreement
package import Chronology
import Events
package import Judging
import Sampling

/// What one agreement promised in a period and what was delivered: everything that a report
/// prints, and nothing that it has to ask for.
package struct Report: Equatable, Sendable {
  /// The period of a report.
  package enum Period: Hashable, Sendable {
    /// Every objective over the same stretch, which has a name such as `2026-03`.
    case fixed(name: String, Interval)
    /// Every objective over its own window: the calendar one that holds the instant of the report,
    /// or the rolling one that ends where everything is judged then.
    case current
  }

  /// The revision that is judged.
  package let agreement: Agreement
  /// The language in which it is told: the agreement's, until somebody asks for another.
  package var language: Language {
    didSet { for index in parts.indices { parts[index].report.language = language } }
  }
  /// How the period goes on by later revisions, where its windows are divided: by date.
  package var parts: [ReportPart] = []
  /// What the record tells of the revision where its text is another; nil where it is this one, or was
  /// never recorded.
  package var otherOnRecord: RecordedRevision?
  /// The revisions of the agreement before this one that are known, ascending.
  package var earlier: [ListedRevision] = []
  /// What makes it a sealed report; nil unless it is one.
  package var seal: ReportSeal?
  /// The period's name.
  package let name: String
  /// The period, without what lies before the agreement holds or is another revision's part; the hull of the
  /// objectives' windows if each has its own.
  package let window: Interval
  /// Whether time before the agreement holds was left out.
  package let isClipped: Bool
  /// Whether each objective is judged over a window of its own.
  package let isCurrent: Bool
  /// Whether the period has begun.
  package let hasBegun: Bool
  /// Until when everything is judged, at most the period's end and never after the instant of the
  /// report: before the period's start, nothing of it is judged.
  package let judgedUntil: Instant
  /// Whether nothing that may still be recorded can change a figure.
  package let isClosed: Bool
  /// The rules of the agreement's zone.
  package let zone: ZoneRules
  /// The version of those rules, such as `2025b`.
  package let zoneVersion: String
  /// From where it was measured.
  package let vantage: String
  /// How many samples of the agreement's checks lie in the period.
  package var samples: Int64
  /// How exact the clock was; nil where that was not read.
  package var clock: ClockStanding?
  /// How each objective stands, in the agreement's order.
  package internal(set) var results: [ObjectiveResult]
  /// The confirmed incidents that touch the period, by opening.
  package let incidents: [ReportedIncident]
  /// What the clocks of restoration and response show, by objective.
  package let clocks: [ReportedClock]
  /// What the incidents of each service come to.
  package let statistics: [ReportedStatistics]
  /// What somebody wants excluded of the period, and what the agreement says to it.
  package let exclusions: [ReportedExclusion]
  /// What the credits of the period come to; nil if none are agreed.
  package let credits: CreditList?
  /// What is unknown of the period, by service, ascending: its parts add up to the unknown time.
  package let unknown: [ReportedUnknown]
  /// How each check of each service measures, in the agreement's order.
  package let checks: [ReportedCheck]
  /// As of when it holds: until when everything in it is judged; nil of a closed one, which does not
  /// change any more.
  package let asOf: Instant?

  /// Judges `agreement` by what `judge` was told.
  ///
  /// - Parameters:
  ///   - judge: Holds the agreement's objectives, and everything recorded up to `now`.
  ///   - now: The instant of the report.
  ///   - samples: How many samples of the agreement's checks were recorded in the period.
  ///   - clock: How exact the clock was in the period.
  ///   - earlier: The revisions before it with windows in the same calendar years, in the order in which
  ///     they came to hold: what they gave counts toward the cap of a year.
  package init(
    on agreement: Agreement,
    by judge: Judge,
    over period: Period,
    at now: Instant,
    zone: ZoneRules,
    zoneVersion: String,
    vantage: String,
    samples: Int64 = 0,
    clock: ClockStanding? = nil,
    after earlier: [EarlierRevision] = []
  ) {
    self.agreement = agreement
    language = agreement.language
    self.zone = zone
    self.zoneVersion = zoneVersion
    self.vantage = vantage
    self.samples = samples
    self.clock = clock
    let effective = zone.start(of: agreement.effective)
    let tenure = judge.tenure(of: agreement.id)
    let promises = judge.promises.filter { $0.agreement == agreement }
    let results = promises.map { promise in
      let window: Window =
        switch period {
        case .fixed(_, let interval): .fixed(agreement.judged(of: interval, since: effective))
        case .current: promise.objective.window.current(at: now, in: zone)
        }
      let standing = judge.standing(of: promise, in: window, at: now)
      return ObjectiveResult(of: promise, standing, by: judge, over: period, at: now)
    }
    self.results = results
    clocks = ReportedClock.all(of: promises, results, by: judge, at: now)
    switch period {
    case .fixed(let name, let interval):
      self.name = name
      window = agreement.judged(of: tenure.part(of: interval), since: effective)
      isClipped = window.start != interval.start
      isCurrent = false
    case .current:
      name = "current"
      let windows = results.map(\.standing.window)
      window = windows.dropFirst().reduce(windows.first ?? Interval(now, now)) {
        Interval(min($0.start, $1.start), max($0.end, $1.end))
      }
      isClipped = results.contains { result in
        switch result.objective.window.current(at: now, in: zone) {
        case .fixed(let whole): agreement.judged(of: whole, since: effective) != whole
        case .rolling(let length): result.standing.window.end - length < effective
        }
      }
      isCurrent = true
    }
    let hull = window
    hasBegun = now >= hull.start
    // Of a period that is still to come nothing is judged yet, and no instant of it.
    judgedUntil = min(results.map(\.standing.judged.end).max() ?? hull.end, now)
    isClosed = results.isEmpty ? now >= hull.end : results.allSatisfy(\.standing.isClosed)
    incidents = IncidentList(of: [agreement], by: judge, in: hull, at: now).incidents
    statistics = ReportedStatistics.all(of: agreement, in: hull, by: judge, at: now)
    exclusions = ReportedExclusion.all(of: agreement, in: hull, by: judge, at: now)
    credits = CreditList(of: agreement, after: earlier, by: judge, zone, over: period, at: now)
    unknown = ReportedUnknown.all(of: agreement, in: hull, by: judge, at: now)
    checks = ReportedCheck.all(of: agreement, in: hull, by: judge, at: now)
    asOf = isClosed ? nil : judgedUntil
  }
}

/// An incident of a service, as lists and reports tell it.
package struct ReportedIncident: Hashable, Sendable {
  /// The agreement's id.
  package let agreement: String
  /// The service's id.
  package let service: String
  /// What was seen.
  package let incident: Incident
  /// The estimate of the time that it took away, whole, wherever a period may cut it.
  package let downtime: TimeAmount

  /// An incident of `service`.
  package init(agreement: String, service: String, incident: Incident, downtime: TimeAmount) {
    self.agreement = agreement
    self.service = service
    self.incident = incident
    self.downtime = downtime
  }

  /// The incident's name, the same as in its events.
  package var id: String {
    IncidentFacts.id(agreement: agreement, service: service, opened: incident.opened)
  }

  /// How many failures had which cause, by the causes' names.
  var causes: [(name: String, count: Int)] {
    incident.causes.map { ($0.key.name, $0.value) }.sorted { $0.name < $1.name }
  }
}

extension WindowRule {
  /// The window that holds `instant`, or ends with what is judged then.
  package func current(at instant: Instant, in zone: ZoneRules) -> Window {
    if case .rolling(let length) = self { return .rolling(length) }
    guard let unit else { preconditionFailure("a window rolls or is the calendar's") }
    return .fixed(CivilWindow(unit, containing: instant, in: zone).interval(in: zone))
  }
}
