package import Accounting
package import Agreement
package import Chronology

/// What the clock of a promise to restore (GTR) or to respond (GTI) shows of one incident.
package struct ClockedIncident: Hashable, Sendable {
  /// The incident; those that are one are joined.
  package let span: IncidentSpan
  /// What the clock shows by the estimate, until where everything is judged.
  package let reading: IncidentClockReading
  /// Whether it counts by the estimate: one that is excluded may count at a bound only.
  package let counts: Bool
  /// Whether the bounds of its outage say the same of it as the estimate.
  package let isCertain: Bool
  /// Until when it must be over, or worked on, to be in time; nil without a beginning of the clock, or
  /// more than two months beyond everything judged.
  package let deadline: Instant?
  /// The tickets that were opened for it, in the order of recording.
  package let tickets: [RecordedAnnotation]
  /// The words by which the provider began to work on it, likewise.
  package let acknowledgements: [RecordedAnnotation]
}

extension Judge {
  /// What the clock of `promise` shows of every incident that counts, or may count, in the judged time
  /// of `standing`; none unless the promise is about restoration or response.
  package func clocks(
    of promise: Promise,
    _ standing: Standing,
    at now: Instant
  ) -> [ClockedIncident] {
    guard let number = promiseNumbers[promise.key] else { return [] }
    let service = service(ofPromise: number)
    let terms: RestoreTerms
    let isResponse: Bool
    switch promise.objective.indicator {
    case .restore(let promised): (terms, isResponse) = (promised, false)
    case .response(let promised): (terms, isResponse) = (promised, true)
    default: return []
    }
    let horizon = service.horizon(at: now)
    let judged = standing.judged
    let incidents = service.incidents(in: judged, until: horizon)
    let clock = service.clock(terms, over: incidents.stretch, until: max(horizon, judged.end))
    return incidents.possible.map { incident in
      func reading(_ bound: KeyPath<IncidentOutage, IntervalSet>) -> IncidentClockReading {
        isResponse ? clock.response(to: incident, bound) : clock.restoration(of: incident, bound)
      }
      let readings = [reading(\.least), reading(\.estimate), reading(\.most)]
      let isCertain = incident.counts(\.least, in: incidents.counted)
      return ClockedIncident(
        span: incident.span,
        reading: readings[1],
        counts: incident.counts(\.estimate, in: incidents.counted),
        isCertain: isCertain && Set(readings.map(\.standing)).count == 1,
        deadline: clock.deadline(of: incident.span),
        tickets: service.tickets(of: incident.span.ids),
        acknowledgements: service.acknowledgements(of: incident.span.ids)
      )
    }
  }
}

extension ServiceRecord {
  /// The tickets that were opened for an incident, which may have several ids.
  func tickets(of ids: [String]) -> [RecordedAnnotation] {
    ground.annotations.filter {
      $0.annotation.kind == .ticket && ids.contains($0.annotation.reference)
    }
  }

  /// When work was acknowledged: for the incident, or for its ticket.
  func acknowledgements(of ids: [String]) -> [RecordedAnnotation] {
    let named = Set(ids + tickets(of: ids).map(\.id))
    return ground.annotations.filter {
      $0.annotation.kind == .acknowledge && named.contains($0.annotation.reference)
    }
  }
}
