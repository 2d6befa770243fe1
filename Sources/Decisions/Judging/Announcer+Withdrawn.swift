import Agreement
import Chronology
import Events
import Sampling

extension Announcer {
  /// Closes what was said to be open and that no check of the agreements can resolve any more.
  mutating func withdrawIncidents(_ judge: Judge, at now: Instant, into events: inout [Event]) {
    let open = incidents.filter(\.value.isOpen).keys
    if open.isEmpty { return }
    for key in open.sorted(by: { ($0.agreement, $0.service) < ($1.agreement, $1.service) }) {
      guard let service = judge.service(key) else {
        withdraw(key, because: "no longer part of the agreement", judge, at: now, into: &events)
        continue
      }
      withdraw(key, unlessIn: service, judge, at: now, into: &events)
    }
  }

  /// Closes the incident of `key` that was said to be open, unless `service` has one that will resolve
  /// it: itself, or the one that has taken its place since history was imported.
  mutating func withdraw(
    _ key: ServiceKey,
    unlessIn service: ServiceRecord,
    _ judge: Judge,
    at now: Instant,
    into events: inout [Event]
  ) {
    guard let marks = incidents[key], marks.isOpen else { return }
    let first = service.incidents(openedAfter: marks.resolved).first?.opened.milliseconds
    if let first, first <= marks.opened { return }
    let reason = "another check stands for the service, or what told of it is on record no more"
    withdraw(key, because: reason, judge, at: now, into: &events)
  }

  private mutating func withdraw(
    _ key: ServiceKey,
    because reason: String,
    _ judge: Judge,
    at now: Instant,
    into events: inout [Event]
  ) {
    guard var marks = incidents[key] else { return }
    let opened = marks.opened
    let facts = judge.incident(openedAt: opened).map { incident in
      var facts = IncidentFacts(key, incident, judge, at: now)
      facts.failures = incident.failures
      return facts
    }
    events.append(
      .incidentWithdrawn(
        agreement: key.agreement,
        service: key.service,
        opened: Instant(milliseconds: opened),
        at: now,
        reason: reason,
        facts
      )
    )
    marks.note(.incidentResolved, opened)
    incidents[key] = marks
  }
}

extension IncidentFacts {
  /// What is known of `incident` when it is confirmed, and its downtime so far.
  init(
    _ key: ServiceKey,
    _ incident: Incident,
    _ judge: Judge,
    at now: Instant
  ) {
    self.init(
      agreement: key.agreement,
      service: key.service,
      check: incident.check,
      target: judge.definition(of: incident.check)?.shownTarget ?? "",
      opened: incident.opened,
      confirmed: incident.confirmed,
      resolved: nil,
      failures: incident.confirmedBy,
      cause: incident.cause,
      status: incident.status,
      downtime: judge.downtime(of: incident, of: key, at: now)
    )
  }
}
