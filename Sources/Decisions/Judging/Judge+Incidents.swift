package import Chronology
import DequeModule
package import Sampling

extension Judge {
  /// The latest sample of `check`, void ones included.
  package func lastSample(of check: CheckID) -> Sample? {
    record(of: check)?.lastSample
  }

  /// From the start of the latest sample of `check` that is not void up to where it stops vouching for
  /// the check's state; nil while there is none.
  package func vouched(of check: CheckID) -> Interval? {
    record(of: check)?.timeline.latest.map { Interval($0.start, $0.expiry) }
  }

  /// Whether the latest sample of `check` that is not void was degraded.
  package func isDegraded(_ check: CheckID) -> Bool { record(of: check)?.isDegraded ?? false }

  /// The definition of the latest sample of `check`; the one told last while there is none.
  package func definition(of check: CheckID) -> CheckDefinition? {
    record(of: check)?.definition
  }

  /// Where `check` is between available and unavailable.
  package func condition(of check: CheckID) -> Condition {
    record(of: check)?.machine.condition ?? .up
  }

  /// The timeline of `check`, for a report's lists.
  package func timeline(of check: CheckID) -> Timeline {
    record(of: check)?.timeline ?? Timeline()
  }

  /// Until where everything of `check` is judged at `now`, floored to a millisecond.
  package func horizon(of check: CheckID, at now: Instant) -> Instant {
    record(of: check)?.horizon(at: now) ?? now.floored
  }

  /// The confirmed incidents of `check`, ascending; all that are kept, or those that touch `stretch`.
  package func incidents(of check: CheckID, in stretch: Interval? = nil) -> [Incident] {
    guard let record = record(of: check) else { return [] }
    let all = Array(record.incidents) + (record.machine.open.map { [$0] } ?? [])
    guard let stretch else { return all }
    return all.filter { $0.overlaps(stretch) }
  }

  /// The confirmed incidents of a service, ascending; all that are kept, or those that touch `stretch`.
  package func incidents(of key: ServiceKey, in stretch: Interval? = nil) -> [Incident] {
    let all = service(key)?.incidents ?? []
    guard let stretch else { return all }
    return all.filter { $0.overlaps(stretch) }
  }

  /// The incident of any check that opened in that millisecond; nil if there is none, or two.
  func incident(openedAt opened: Int64) -> Incident? {
    let found = checks.flatMap { record in
      record.incidents(openedAfter: opened - 1).prefix { $0.opened.milliseconds == opened }
    }
    // Who answers for a failure makes no other incident of it.
    return Set(found.map(\.check)).count == 1 ? found[0] : nil
  }

  /// The incidents that are open, by check in the order in which the checks became known.
  package var openIncidents: [Incident] {
    checks.compactMap(\.machine.open)
  }

  /// The estimate of the time that `incident` of its check took away: up to its end, or to where the
  /// check is judged at `now`.
  package func downtime(of incident: Incident, at now: Instant) -> TimeAmount {
    record(of: incident.check)?.downtime(of: incident, at: now) ?? incident.endedDowntime
  }

  /// The same of an incident of a service.
  package func downtime(of incident: Incident, of key: ServiceKey, at now: Instant) -> TimeAmount {
    service(key)?.downtime(of: incident, at: now) ?? downtime(of: incident, at: now)
  }
}
