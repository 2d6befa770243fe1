import Accounting
import Agreement
import Chronology
import Events

/// Objectives on how soon incidents are over, or work on them has begun.
extension Evaluation {
  /// Whether incidents are over in time (GTR).
  func restore(_ terms: RestoreTerms) -> Standing {
    punctual(terms) { clock, incident, bound in clock.restoration(of: incident, bound) }
  }

  /// Whether work on incidents begins in time (GTI).
  func response(_ terms: RestoreTerms) -> Standing {
    punctual(terms) { clock, incident, bound in clock.response(to: incident, bound) }
  }

  private func punctual(
    _ terms: RestoreTerms,
    _ read: (IncidentClock, IncidentOutage, KeyPath<IncidentOutage, IntervalSet>)
      -> IncidentClockReading
  ) -> Standing {
    let incidents = service.incidents(in: judged, until: horizon)
    let clock = service.clock(terms, over: incidents.stretch, until: max(horizon, judged.end))
    let possible = incidents.possible
    let estimates = incidents.estimated.map { read(clock, $0, \.estimate) }
    let punctuality = Punctuality(
      least: possible.map { read(clock, $0, \.least) },
      most: possible.map { read(clock, $0, \.most) },
      isCertain: possible.map { $0.counts(\.least, in: incidents.counted) },
      hidden: clock.late(incidents.hidden, in: incidents.counted)
    )
    let kept = Int64(estimates.count { $0.standing == .inTime })
    let late = max(punctuality.late, Int64(estimates.count { $0.standing == .late }))
    let running = zip(incidents.estimated, estimates).filter { $0.1.standing == .running }
    let begun = Int64(estimates.count { $0.standing != .notBegun })
    let estimated = Budget(target: terms.share, of: begun)
    let budget = Budget(target: terms.share, of: punctuality.best.whole)
    let spent = Spending(
      low: punctuality.late,
      estimate: late,
      high: punctuality.late + punctuality.undecided + punctuality.mayBeLate,
      unknown: punctuality.hidden
    )
    let verdict: Verdict =
      !punctuality.reachesAtBest(terms.share)
      ? .missed : punctuality.reachesAtWorst(terms.share) ? .met : .undetermined
    let isAtRisk = estimated.isExceeded(by: late + Int64(running.count))
    let state: ObjectiveState =
      verdict == .missed
      ? .breached : estimated.isExceeded(by: late) ? .likelyBreached : isAtRisk ? .atRisk : .ok
    return standing(
      low: .share(punctuality.worst),
      estimate: .share(Share(kept, of: kept + late)),
      high: .share(punctuality.best),
      verdict: settled(verdict, estimate: estimated.isExceeded(by: late) ? .missed : .met),
      budget: budget,
      spent: spent,
      state: state,
      exhaustion: state == .atRisk ? running.last.flatMap { clock.deadline(of: $0.0.span) } : nil,
      latencies: nil
    )
  }
}

extension ServiceRecord {
  /// How far past everything judged the hours of a clock are made out, for a deadline.
  private static let foresight = TimeAmount.days(62)

  /// The clock of a promise, over incidents of which the record tells from the beginning of `told` on, up
  /// to where everything is judged.
  func clock(_ terms: RestoreTerms, over told: Interval, until horizon: Instant) -> IncidentClock {
    let earliest = max(told.start, horizon - .days(ServiceHours.longestWindow - 400)) - .days(1)
    let stretch = Interval(earliest, horizon + Self.foresight)
    let hours = (terms.clock ?? agreed.service.hours).intervals(in: stretch, zone: ground.zone)
    return IncidentClock(terms, hours: hours, suspensions: suspensions(around: stretch))
  }

  /// The service's confirmed incidents, with what was declared of them.
  var incidentSpans: [IncidentSpan] {
    incidents.map { incident in
      let id = IncidentFacts.id(
        agreement: agreed.agreement.id,
        service: agreed.service.id,
        opened: incident.opened
      )
      return IncidentSpan(
        id,
        opened: incident.opened,
        confirmed: incident.confirmed,
        resolved: incident.resolved,
        ticket: tickets(of: [id]).map(\.annotation.start).min(),
        acknowledged: acknowledgements(of: [id]).map(\.annotation.start).min()
      )
    }
  }

  /// When the service was suspended, as far as that is accepted.
  func suspensions(around stretch: Interval) -> IntervalSet {
    guard ground.annotations.contains(where: { $0.annotation.kind == .suspension }) else {
      return IntervalSet()
    }
    let decisions = exclusions(around: stretch, judgedUntil: nil).decisions
    return IntervalSet(
      decisions.filter { $0.kind == .suspension && $0.status == .accepted }.map(\.interval)
    )
  }
}
