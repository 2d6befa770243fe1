package import Agreement
package import Chronology

/// One incident as its objectives count it: when it was what, without what was seen of it.
package struct IncidentSpan: Hashable, Sendable {
  /// The names of the incidents in it, in the order in which they opened; at least one.
  package private(set) var ids: [String]
  /// When it opened.
  package let opened: Instant
  /// When it was certain.
  package let confirmed: Instant
  /// When it was resolved; nil while it lasts.
  package private(set) var resolved: Instant?
  /// When a ticket was first opened for it.
  package private(set) var ticket: Instant?
  /// When the provider first began to work on it, as is declared.
  package private(set) var acknowledged: Instant?
  /// The time in it in which the service was up, between incidents that are one.
  package private(set) var pauses: IntervalSet

  /// An incident of these parts.
  package init(
    _ id: String,
    opened: Instant,
    confirmed: Instant? = nil,
    resolved: Instant? = nil,
    ticket: Instant? = nil,
    acknowledged: Instant? = nil
  ) {
    ids = [id]
    self.opened = opened
    self.confirmed = confirmed ?? opened
    self.resolved = resolved
    self.ticket = ticket
    self.acknowledged = acknowledged
    pauses = IntervalSet()
  }

  /// From its opening to its resolution, or to `now` while it lasts.
  package func whole(at now: Instant) -> Interval { Interval(opened, resolved ?? now) }

  /// The time in it in which the service was not available.
  package func outage(at now: Instant) -> IntervalSet {
    IntervalSet([whole(at: now)]).subtracting(pauses)
  }

  /// Goes on with an incident that opened so soon after this one was resolved that both are one.
  fileprivate mutating func go(on next: IncidentSpan) {
    if let resolved { pauses.append(Interval(resolved, next.opened)) }
    ids += next.ids
    pauses = pauses.union(next.pauses)
    resolved = resolved.flatMap { mine in next.resolved.map { max(mine, $0) } }
    ticket = [ticket, next.ticket].compactMap(\.self).min()
    acknowledged = [acknowledged, next.acknowledged].compactMap(\.self).min()
  }
}

extension IncidentRules {
  /// The incidents with those joined that are one.
  ///
  /// One that opens at most ``Agreement/IncidentRules/reopenWithin`` after the last one was resolved
  /// goes on with it: its clocks resume, and the time between stays up.
  ///
  /// - Parameter incidents: Those of one service, ascending by when they opened, disjoint.
  package func joined(_ incidents: [IncidentSpan]) -> [IncidentSpan] {
    guard reopenWithin > .zero else { return incidents }
    var joined: [IncidentSpan] = []
    for incident in incidents {
      if let last = joined.last, let resolved = last.resolved,
        incident.opened - resolved <= reopenWithin
      {
        joined[joined.count - 1].go(on: incident)
      } else {
        joined.append(incident)
      }
    }
    return joined
  }

  /// Those of the incidents, joined already, that count in `window`.
  package func counted(_ incidents: [IncidentSpan], in window: Interval) -> [IncidentSpan] {
    incidents.filter { attribution.counts($0, in: window) }
  }
}

extension Attribution {
  /// Whether an incident counts in `window`; by its end one that lasts counts in none yet.
  package func counts(_ incident: IncidentSpan, in window: Interval) -> Bool {
    switch self {
    case .start: window.contains(incident.opened)
    case .end: incident.resolved.map { window.contains($0) } ?? false
    case .overlap:
      incident.opened < window.end && (incident.resolved.map { $0 > window.start } ?? true)
    }
  }
}
