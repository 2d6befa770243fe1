package import Accounting
import Agreement
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
}
