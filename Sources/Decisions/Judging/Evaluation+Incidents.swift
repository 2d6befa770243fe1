import Accounting
import Agreement
import Chronology
import Events

/// Objectives on how soon incidents are over, or work on them has begun.
extension Evaluation {
  /// The incidents that count in the window, those that are one joined.
  func spans(at now: Instant) -> [IncidentSpan] {
    let rules = service.agreed.agreement.clauses.incidents
    return rules.counted(rules.joined(service.incidentSpans), in: judged)
  }

  /// Whether incidents are over in time (GTR).
  func restore(_ terms: RestoreTerms, at now: Instant) -> Standing {
    let spans = spans(at: now)
    let clock = clock(terms, of: spans)
    return punctual(terms, spans.map { clock.restoration(of: $0, at: horizon) }, spans, clock)
  }

  /// Whether work on incidents begins in time (GTI).
  func response(_ terms: RestoreTerms, at now: Instant) -> Standing {
    let spans = spans(at: now)
    let clock = clock(terms, of: spans)
    return punctual(terms, spans.map { clock.response(to: $0, at: horizon) }, spans, clock)
  }

  /// How far past everything judged the hours of a clock are made out, for a deadline.
  private static let foresight = TimeAmount.days(62)

  private func clock(_ terms: RestoreTerms, of spans: [IncidentSpan]) -> IncidentClock {
    let start = spans.map(\.opened).min() ?? judged.start
    let earliest = max(start, horizon - .days(ServiceHours.longestWindow - 124)) - .days(1)
    let stretch = Interval(earliest, max(horizon, judged.end) + Self.foresight)
    let hours = (terms.clock ?? service.agreed.service.hours)
      .intervals(in: stretch, zone: service.ground.zone)
    return IncidentClock(terms, hours: hours, suspensions: service.suspensions(around: stretch))
  }

  private func punctual(
    _ terms: RestoreTerms,
    _ readings: [IncidentClockReading],
    _ spans: [IncidentSpan],
    _ clock: IncidentClock
  ) -> Standing {
    let punctuality = Punctuality(readings)
    let all = punctuality.count
    let budget = Budget(target: terms.share, of: all)
    let spent = Spending(
      low: punctuality.late,
      estimate: punctuality.late,
      high: punctuality.late,
      unknown: punctuality.undecided
    )
    let low = Share(punctuality.kept, of: all)
    let high = Share(punctuality.kept + punctuality.undecided, of: all)
    let isBreached = budget.isExceeded(by: spent.low)
    let isAtRisk = budget.isExceeded(by: spent.low + spent.unknown)
    let verdict: Verdict =
      !punctuality.reachesAtBest(terms.share)
      ? .missed : punctuality.reachesAtWorst(terms.share) ? .met : .undetermined
    let open = Array(zip(spans, readings)).last { $0.1.standing == .running }
    return standing(
      low: .share(low),
      estimate: .share(Share(punctuality.kept, of: punctuality.kept + punctuality.late)),
      high: .share(high),
      verdict: settled(verdict, estimate: isBreached ? .missed : .met),
      budget: budget,
      spent: spent,
      state: isBreached ? .breached : isAtRisk ? .atRisk : .ok,
      exhaustion: isBreached || !isAtRisk ? nil : open.flatMap { clock.deadline(of: $0.0) },
      latencies: nil
    )
  }
}

extension ServiceRecord {
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
