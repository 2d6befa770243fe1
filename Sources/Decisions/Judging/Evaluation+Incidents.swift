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
    // Of what may not count, nothing is certain: it is in time at best.
    let most = incidents.possible.map { read(clock, $0, \.most) }
    let least = zip(incidents.possible, most).map { incident, most -> IncidentClockReading in
      let isCertain = incident.counts(\.least, in: incidents.counted)
      return isCertain || most.standing == .notBegun ? read(clock, incident, \.least) : .inTime
    }
    let estimates = incidents.estimated.map { read(clock, $0, \.estimate) }
    let punctuality = Punctuality(
      least: least,
      most: most,
      hidden: clock.late(incidents.hidden, in: incidents.counted)
    )
    let kept = Int64(estimates.count { $0.standing == .inTime })
    let late = max(punctuality.late, Int64(estimates.count { $0.standing == .late }))
    let running = zip(incidents.estimated, estimates).filter { $0.1.standing == .running }
    let all = punctuality.count
    let budget = Budget(target: terms.share, of: all)
    let spent = Spending(
      low: punctuality.late,
      estimate: late,
      high: punctuality.late + punctuality.undecided,
      unknown: punctuality.hidden
    )
    let verdict: Verdict =
      !punctuality.reachesAtBest(terms.share)
      ? .missed : punctuality.reachesAtWorst(terms.share) ? .met : .undetermined
    let isAtRisk = budget.isExceeded(by: late + Int64(running.count))
    let state: ObjectiveState =
      budget.isExceeded(by: spent.low)
      ? .breached : budget.isExceeded(by: late) ? .likelyBreached : isAtRisk ? .atRisk : .ok
    return standing(
      low: .share(Share(punctuality.kept, of: all + punctuality.hidden)),
      estimate: .share(Share(kept, of: kept + late)),
      high: .share(Share(punctuality.kept + punctuality.undecided, of: all)),
      verdict: settled(verdict, estimate: budget.isExceeded(by: late) ? .missed : .met),
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
      let about = ground.annotations.filter { $0.annotation.reference == id }
      let tickets = about.filter { $0.annotation.kind == .ticket }
      // Work is acknowledged for the incident, or for its ticket.
      let named = Set(tickets.map(\.id))
      let begun = ground.annotations.filter {
        $0.annotation.kind == .acknowledge
          && ($0.annotation.reference == id || named.contains($0.annotation.reference))
      }
      return IncidentSpan(
        id,
        opened: incident.opened,
        confirmed: incident.confirmed,
        resolved: incident.resolved,
        ticket: tickets.map(\.annotation.start).min(),
        acknowledged: begun.map(\.annotation.start).min()
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
