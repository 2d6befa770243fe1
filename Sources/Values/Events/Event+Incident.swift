package import Chronology
package import Sampling

/// One contiguous unavailability of a service, as events tell it.
package struct IncidentFacts: Hashable, Sendable {
  /// The agreement whose service it is.
  package var agreement: String
  /// The service that is unavailable.
  package var service: String
  /// The check that saw it.
  package var check: CheckID
  /// What the check addresses.
  package var target: String
  /// The start of the first failure.
  package var opened: Instant
  /// The end of the failure that made it certain.
  package var confirmed: Instant
  /// The start of the first success of those that resolved it; nil while it lasts.
  package var resolved: Instant?
  /// Failures seen so far.
  package var failures: Int
  /// The cause of the first failure.
  package var cause: Cause?
  /// The status of the first failure; 0 if none came.
  package var status: UInt16
  /// The estimate of the time that it took away, up to the end or to now.
  package var downtime: TimeAmount

  /// An incident of these facts.
  package init(
    agreement: String,
    service: String,
    check: CheckID,
    target: String,
    opened: Instant,
    confirmed: Instant,
    resolved: Instant?,
    failures: Int,
    cause: Cause?,
    status: UInt16,
    downtime: TimeAmount
  ) {
    self.agreement = agreement
    self.service = service
    self.check = check
    self.target = target
    self.opened = opened
    self.confirmed = confirmed
    self.resolved = resolved
    self.failures = failures
    self.cause = cause
    self.status = status
    self.downtime = downtime
  }

  /// The incident's name: its agreement, its service and the millisecond of its opening.
  package var id: String {
    IncidentFacts.id(agreement: agreement, service: service, opened: opened)
  }

  /// The name of the incident of a service that opened at `opened`.
  package static func id(agreement: String, service: String, opened: Instant) -> String {
    "\(agreement)/\(service)/\(opened.milliseconds)"
  }

  /// The fields of an incident of which no more is known.
  fileprivate static func unknownFields(
    _ id: String,
    _ agreement: String,
    _ service: String,
    _ opened: Instant
  ) -> [EventField] {
    let known = [
      "INCIDENT": id, "AGREEMENT": agreement, "SERVICE": service,
      "OPENED": opened.rfc3339(decimals: 3),
    ]
    let names = [
      "INCIDENT", "AGREEMENT", "SERVICE", "CHECK", "TARGET", "CAUSE",
      "STATUS", "FAILURES", "OPENED", "CONFIRMED", "RESOLVED", "DOWNTIME_MS",
    ]
    return names.map { EventField($0, known[$0] ?? "") }
  }

  fileprivate var causeText: String {
    let name = cause?.name ?? "unknown cause"
    return status == 0 ? name : "\(name), status \(status)"
  }

  fileprivate var fields: [EventField] {
    [
      EventField("INCIDENT", id),
      EventField("AGREEMENT", agreement),
      EventField("SERVICE", service),
      EventField("CHECK", check.description),
      EventField("TARGET", target),
      EventField("CAUSE", cause?.name ?? ""),
      EventField("STATUS", status),
      EventField("FAILURES", failures),
      EventField("OPENED", opened.rfc3339(decimals: 3)),
      EventField("CONFIRMED", confirmed.rfc3339(decimals: 3)),
      EventField("RESOLVED", resolved?.rfc3339(decimals: 3) ?? ""),
      EventField("DOWNTIME_MS", downtime.wholeMilliseconds),
    ]
  }
}

extension Event {
  /// The service has become unavailable; true since the first failure.
  package static func incidentOpened(_ facts: IncidentFacts) -> Event {
    let since = facts.opened.timeOfDay
    return Event(
      kind: .incidentOpened,
      key: EventKey(.incidentOpened, facts.id),
      time: facts.opened,
      detail: "\(facts.service) is down since \(since) (\(facts.causeText)), "
        + "down for \(facts.downtime) so far; \(facts.check) \(facts.target)",
      fields: facts.fields
    )
  }

  /// The failure that made an incident certain.
  package static func incidentConfirmed(_ facts: IncidentFacts) -> Event {
    Event(
      kind: .incidentConfirmed,
      key: EventKey(.incidentConfirmed, facts.id),
      time: facts.confirmed,
      detail: "\(facts.service), by \(facts.failures) failures in a row",
      fields: facts.fields
    )
  }

  /// The service is available again; true since the first success.
  package static func incidentResolved(_ facts: IncidentFacts) -> Event {
    Event(
      kind: .incidentResolved,
      key: EventKey(.incidentResolved, facts.id),
      time: facts.resolved ?? facts.confirmed,
      detail: "\(facts.service) was down for \(facts.downtime) (\(facts.causeText)), "
        + "\(facts.failures) failed samples",
      fields: facts.fields + [EventField("REASON", "available again")]
    )
  }

  /// An incident that was said to be open is held against its service no longer, and nobody has seen it
  /// end.
  ///
  /// - Parameters:
  ///   - time: From when on.
  ///   - reason: Why, for a person.
  ///   - facts: What is known of it; nil if nothing is any more, and then the fields are empty.
  package static func incidentWithdrawn(
    agreement: String,
    service: String,
    opened: Instant,
    at time: Instant,
    reason: String,
    _ facts: IncidentFacts?
  ) -> Event {
    let id = IncidentFacts.id(agreement: agreement, service: service, opened: opened)
    var fields = facts?.fields ?? IncidentFacts.unknownFields(id, agreement, service, opened)
    fields = fields.map { field in
      field.name == "RESOLVED" ? EventField(field.name, time.rfc3339(decimals: 3)) : field
    }
    return Event(
      kind: .incidentResolved,
      key: EventKey(.incidentResolved, id),
      time: time,
      detail: "\(service), down since \(opened.timeOfDay), is closed unseen: \(reason)",
      fields: fields + [EventField("REASON", reason)]
    )
  }
}
