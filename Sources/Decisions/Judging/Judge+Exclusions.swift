package import Accounting
package import Agreement
package import Chronology

extension Judge {
  /// What the agreement says to everything that somebody wants excluded for a service around `window`,
  /// accepted or not; nil for a service that no agreement has.
  ///
  /// A cap that counts downtime counts it as far as everything is judged at `now`.
  package func exclusions(
    of key: ServiceKey,
    around window: Interval,
    at now: Instant
  ) -> ExclusionJudgement? {
    guard let service = service(key) else { return nil }
    return service.exclusions(around: window, judgedUntil: service.horizon(at: now))
  }

  /// The incidents of a service as objectives count them: those that are one joined, with what was
  /// declared of them.
  package func incidentSpans(of key: ServiceKey) -> [IncidentSpan] {
    guard let service = service(key) else { return [] }
    return service.agreed.agreement.clauses.incidents.joined(service.incidentSpans)
  }

  /// The incidents of a service that count in `window` by the estimate, with the bounds of their outages,
  /// as far as everything is judged at `now`.
  package func incidentOutages(
    of key: ServiceKey,
    in window: Interval,
    at now: Instant
  ) -> [IncidentOutage] {
    guard let service = service(key) else { return [] }
    return service.incidents(in: window, until: service.horizon(at: now)).estimated
  }

  /// What was declared of an agreement, of its services and of their checks, in the order of recording.
  package func annotations(of agreement: String) -> [RecordedAnnotation] {
    grounds[agreement]?.annotations ?? []
  }

  /// How the time of a service divides in `window`, as far as everything is judged at `now`: every
  /// millisecond of its outages counts, and what the agreement excludes doesn't.
  package func time(of key: ServiceKey, in window: Interval, at now: Instant) -> TimeTally {
    guard let service = service(key) else { return TimeTally(elapsed: 0) }
    let horizon = service.horizon(at: now)
    let whole = window.floored
    let judged = Interval(whole.start, max(whole.start, min(whole.end, horizon)))
    return service.reckoning(of: judged, in: whole, by: nil, judgedUntil: horizon).time
  }
}
