package import Agreement
package import Chronology

/// The clock of a promise to restore (GTR) or to respond (GTI): it runs in the hours of its clause and
/// stands still while the service is suspended; no other exclusion stops it.
package struct IncidentClock: Sendable {
  /// When it runs.
  private let running: IntervalSet
  private let terms: RestoreTerms

  /// A clock of `terms`.
  ///
  /// - Parameters:
  ///   - hours: The hours of its clause, or of the service, over all of the time that is asked about;
  ///     for a deadline also over some time after it.
  ///   - suspensions: The time in which the service was suspended.
  package init(_ terms: RestoreTerms, hours: IntervalSet, suspensions: IntervalSet = IntervalSet())
  {
    self.terms = terms
    running = hours.subtracting(suspensions)
  }

  /// What the clock of a promise to restore shows of an incident at a bound: the time of the outage,
  /// without the pauses in which the service was up.
  package func restoration(
    of incident: IncidentOutage,
    _ bound: KeyPath<IncidentOutage, IntervalSet>
  ) -> IncidentClockReading {
    reading(of: incident, bound, until: nil)
  }

  /// What the clock of a promise to respond shows at a bound: the same time, until the work is
  /// acknowledged, or the incident is over without it.
  package func response(
    to incident: IncidentOutage,
    _ bound: KeyPath<IncidentOutage, IntervalSet>
  ) -> IncidentClockReading {
    reading(of: incident, bound, until: incident.span.acknowledged)
  }

  /// How many of the incidents that nobody saw may have been late; none of those whose clock waits for a
  /// ticket, for nobody opened one.
  package func late(_ hidden: HiddenIncidents, in counted: IntervalSet) -> Int64 {
    terms.from == .ticket ? 0 : hidden.late(on: running, beyond: terms.within, in: counted)
  }

  /// The instant at which the clock of an incident that lasts has used up its time, if it goes on; nil
  /// if it hasn't begun, or the hours that are given don't reach so far.
  package func deadline(of incident: IncidentSpan) -> Instant? {
    begin(of: incident).flatMap { begin in
      running.subtracting(incident.pauses).instant(after: terms.within, since: begin)
    }
  }

  private func begin(of incident: IncidentSpan) -> Instant? {
    switch terms.from {
    case .opened: incident.opened
    case .confirmed: incident.confirmed
    // A ticket that was opened in advance doesn't start a clock before there is something to do.
    case .ticket: incident.ticket.map { max($0, incident.opened) }
    }
  }

  private func reading(
    of incident: IncidentOutage,
    _ bound: KeyPath<IncidentOutage, IntervalSet>,
    until end: Instant?
  ) -> IncidentClockReading {
    // The outage may have begun before the failure that opened the incident, and then so has its clock.
    let start: Instant? =
      switch terms.from {
      case .opened: .earliest
      case .confirmed: incident.span.confirmed
      case .ticket: incident.span.ticket
      }
    guard let start else { return .notBegun }
    let outage = incident[keyPath: bound].intersection(Interval(start, end ?? .latest))
    let time = outage.intersection(running).length
    let isOver = incident.span.resolved != nil || end != nil
    let standing: Timeliness = time > terms.within ? .late : isOver ? .inTime : .running
    return IncidentClockReading(time: time, wall: outage.length, standing: standing)
  }
}

/// What the clock of one incident shows.
package struct IncidentClockReading: Hashable, Sendable {
  /// The time on the clock.
  package let time: TimeAmount
  /// The same time by the wall.
  package let wall: TimeAmount
  /// What follows.
  package let standing: Timeliness

  /// The clock waits for a ticket.
  package static let notBegun = IncidentClockReading(time: .zero, wall: .zero, standing: .notBegun)
}

/// Whether an incident was over, or work on it had begun, in time.
package enum Timeliness: String, CaseIterable, Hashable, Sendable {
  /// It was.
  case inTime = "in-time"
  /// It was not, or isn't by now.
  case late
  /// It is not over, and there is time left.
  case running
  /// No ticket was opened: the clock has not begun, and the incident doesn't count.
  case notBegun = "not-begun"
}

extension Instant {
  /// Before everything on record.
  fileprivate static let earliest = Instant(nanoseconds: 0)
  /// Beyond everything on record.
  fileprivate static let latest = Instant(nanoseconds: .max)
}
