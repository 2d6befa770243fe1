package import Agreement
package import Chronology

/// The clock of a promise to restore (GTR) or to respond (GTI): it runs in the hours of its clause and
/// stands still while the service is suspended.
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

  /// What the clock of a promise to restore shows of an incident: the time of the outage, without the
  /// pauses in which the service was up.
  package func restoration(of incident: IncidentSpan, at now: Instant) -> IncidentClockReading {
    guard let begin = begin(of: incident) else { return .notBegun }
    let outage = incident.outage(at: now).intersection(Interval(begin, .latest))
    return reading(
      outage.intersection(running).length,
      wall: outage.length,
      isOver: incident.resolved != nil
    )
  }

  /// What the clock of a promise to respond shows: until the work is acknowledged, or the incident is
  /// over without it.
  package func response(to incident: IncidentSpan, at now: Instant) -> IncidentClockReading {
    guard let begin = begin(of: incident) else { return .notBegun }
    let end = [incident.acknowledged, incident.resolved].compactMap(\.self).min()
    let wait = Interval(begin, end ?? now)
    return reading(
      running.intersection(wait).length,
      wall: wait.length,
      isOver: end != nil
    )
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

  private func reading(_ time: TimeAmount, wall: TimeAmount, isOver: Bool) -> IncidentClockReading {
    let standing: Timeliness =
      time > terms.within ? .late : isOver ? .inTime : .running
    return IncidentClockReading(time: time, wall: wall, standing: standing)
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
  /// Beyond everything on record.
  fileprivate static let latest = Instant(nanoseconds: .max)
}
