package import Accounting
import Agreement
package import Chronology
import Judging

/// What the agreement says to one stretch of time that somebody wants excluded, in a period.
package struct ReportedExclusion: Hashable, Sendable {
  /// The service's id.
  package let service: String
  /// What was declared or agreed, and how it stands.
  package let decision: ExclusionDecision
  /// How much of the period is excluded by it, or would be if it were accepted.
  package let excluded: TimeAmount
  /// How much of the period is over the cap, and counts.
  package let excess: TimeAmount

  /// All that touches `period`, of every service of an agreement in its order, by beginning.
  static func all(
    of agreement: Agreement,
    in period: Interval,
    by judge: Judge,
    at now: Instant
  ) -> [ReportedExclusion] {
    agreement.services.flatMap { service in
      let key = ServiceKey(agreement: agreement.id, service: service.id)
      let decisions = judge.exclusions(of: key, around: period, at: now)?.decisions ?? []
      return decisions.filter { $0.interval.overlaps(period) }.map { decision in
        ReportedExclusion(
          service: service.id,
          decision: decision,
          excluded: decision.excluded.intersection(period).length,
          excess: decision.excess.intersection(period).length
        )
      }
    }
  }
}

/// What the incidents of one service in a period come to.
package struct ReportedStatistics: Hashable, Sendable {
  /// The service's id.
  package let service: String
  /// Of the incidents that count in the period, with those that are one joined.
  package let statistics: IncidentStatistics

  /// The statistics of every service of an agreement, in its order.
  static func all(
    of agreement: Agreement,
    in period: Interval,
    by judge: Judge,
    at now: Instant
  ) -> [ReportedStatistics] {
    agreement.probedServices.map { service in
      let key = ServiceKey(agreement: agreement.id, service: service.id)
      return ReportedStatistics(
        service: service.id,
        statistics: IncidentStatistics(
          judge.incidentOutages(of: key, in: period, at: now),
          up: judge.time(of: key, in: period, at: now).up
        )
      )
    }
  }
}
