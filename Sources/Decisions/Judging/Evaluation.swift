import Accounting
import Agreement
import Chronology
import Sampling

/// One objective's window, cut to what is judged: the formulas from figures to a standing.
struct Evaluation {
  let service: ServiceRecord
  /// The whole window; of a rolling one it may begin before the agreement holds.
  let window: Interval
  let judged: Interval
  let isRolling: Bool
  let isClosed: Bool
  /// Until where everything is judged.
  let horizon: Instant
  /// How the window's time counts.
  let windowTime: WindowTime
  /// How the judged time counts.
  let reckoning: Reckoning
  /// The same if everything that is claimed or disputed were excluded; nil if that changes nothing.
  let disputed: Reckoning?

  /// How the judged time divides.
  var time: TimeTally { reckoning.time }
  /// How unknown time counts.
  var rule: UnknownRule { service.agreed.agreement.clauses.measurement.unknown }

  func availability(_ terms: AvailabilityTerms) -> Standing {
    timeShare(terms.target, isBroken: breaksWithoutBudget(terms)) { exhaustion(of: $0, spent: $1) }
  }

  /// A share of the time.
  ///
  /// - Parameters:
  ///   - isBroken: Whether the promise is broken whatever the sums say.
  ///   - forecast: When the budget will be gone, by what is spent.
  func timeShare(
    _ target: Ratio,
    isBroken: Bool,
    forecast: (Budget, Spending) -> Instant?
  ) -> Standing {
    let budget = Budget(target: target, of: reckoning.whole)
    let spent = Spending(time, unknown: rule)
    let isBreached = budget.isExceeded(by: spent.low) || isBroken
    let exhaustion = forecast(budget, spent)
    return standing(
      low: .share(reckoning.low),
      estimate: .share(reckoning.estimate),
      high: .share(reckoning.high),
      verdict: settled(reckoning, target),
      budget: budget,
      spent: spent,
      state: isBreached ? .breached : state(of: budget, spent, exhaustion: exhaustion),
      exhaustion: isBreached ? nil : exhaustion,
      latencies: nil,
      disputed: disputed.map {
        DisputedStanding(
          low: .share($0.low),
          estimate: .share($0.estimate),
          high: .share($0.high),
          time: $0.time,
          verdict: settled($0, target)
        )
      }
    )
  }

  /// Whether a confirmed failure breaks a promise without a budget, even if it proves no time at all: not
  /// where only outages of some length count.
  private func breaksWithoutBudget(_ terms: AvailabilityTerms) -> Bool {
    guard terms.target == .one, terms.floor == nil, terms.counting == .exact, service.hasIncident
    else { return false }
    let counted = service.counted(around: judged, until: horizon).intersection(judged)
    return service.hasConfirmedFailure(in: counted)
  }

  private func settled(_ reckoning: Reckoning, _ target: Ratio) -> SettledVerdict {
    SettledVerdict(
      low: reckoning.low,
      estimate: reckoning.estimate,
      high: reckoning.high,
      coverage: reckoning.coverage,
      target: target,
      by: service.agreed.agreement.clauses.measurement
    )
  }

  /// A verdict on an amount, or on samples: what is undetermined goes by the agreement's rule for ties.
  func settled(_ verdict: Verdict, estimate: Verdict) -> SettledVerdict {
    SettledVerdict(
      verdict,
      byEstimate: estimate,
      coverage: reckoning.coverage,
      by: service.agreed.agreement.clauses.measurement
    )
  }

  /// - Parameter lost: Milliseconds of the judged time whose samples cannot be told apart any more.
  func samples(
    target: Ratio,
    failuresCount: Bool,
    count: LatencyTally,
    lost: Int64
  ) -> Standing {
    var tally = count
    tally.missing = slots(ofMilliseconds: min(time.unknown + lost, time.elapsed))
    let ahead = ahead
    let remaining = slots(ofMilliseconds: ahead.length.wholeMilliseconds)
    let budget = Budget(target: target, of: tally.valid + tally.unknown + remaining)
    let spent = Spending(
      low: tally.bad,
      estimate: tally.bad,
      high: tally.bad,
      unknown: tally.unknown
    )
    // An incident spends a slot's worth each interval if failures count.
    var exhaustion: Instant?
    if service.openIncident != nil, failuresCount, let interval = service.shortestInterval {
      let after = interval * budget.remainder(after: tally.bad)
      if isRolling {
        exhaustion = after < window.length && !isOver ? judged.end + after : nil
      } else {
        let end = ahead.instant(after: after, since: judged.end)
        exhaustion = end.flatMap { $0 < window.end ? $0 : nil }
      }
    }
    // What is counted is proved: no estimate can exceed the budget before the proof does.
    let state = state(of: budget, spent, exhaustion: exhaustion)
    return standing(
      low: .share(tally.low),
      estimate: .share(tally.estimate),
      high: .share(tally.high),
      verdict: SettledVerdict(
        low: tally.low,
        estimate: tally.estimate,
        high: tally.high,
        coverage: tally.coverage,
        target: target,
        by: service.agreed.agreement.clauses.measurement
      ),
      budget: budget,
      spent: spent,
      state: state,
      exhaustion: state == .breached ? nil : exhaustion,
      latencies: tally
    )
  }

  func standing(
    low: Measured,
    estimate: Measured,
    high: Measured,
    verdict: SettledVerdict,
    budget: Budget,
    spent: Spending,
    state: ObjectiveState,
    exhaustion: Instant?,
    latencies: LatencyTally?,
    disputed: DisputedStanding? = nil
  ) -> Standing {
    Standing(
      window: isRolling ? judged : window,
      judged: judged,
      isClosed: isClosed,
      time: time,
      coverage: verdict.coverage,
      latencies: latencies,
      low: low,
      estimate: estimate,
      high: high,
      verdict: verdict.settled,
      proved: verdict.verdict,
      isClaimable: verdict.isClaimable,
      disputed: disputed,
      budget: budget,
      spent: spent,
      state: state,
      exhaustion: exhaustion,
      hasOpenIncident: service.view == nil && service.openIncident != nil,
      isMeasured: service.isMeasured(in: judged)
    )
  }

  /// What of the window is still to be measured; of a rolling one, what of its length was before the
  /// agreement.
  private var ahead: IntervalSet {
    guard isRolling else {
      let rest = Interval(judged.end, window.end)
      return rest.isEmpty ? IntervalSet() : service.measured(in: rest)
    }
    let before = Interval(window.start, judged.start)
    if before.isEmpty { return IntervalSet() }
    let wide = Interval(before.start - .days(2), before.end + .days(2))
    return service.agreed.service.hours.intervals(in: wide, zone: service.ground.zone)
      .intersection(before)
  }

  /// Whether the agreement, or this revision's part of it, is over where the judged time ends.
  private var isOver: Bool { judged.end >= service.ground.end }

  /// How `spent` stands against `budget`.
  func state(
    of budget: Budget,
    _ spent: Spending,
    exhaustion: Instant?
  ) -> ObjectiveState {
    if budget.isExceeded(by: spent.low) { return .breached }
    if budget.isExceeded(by: spent.estimate) { return .likelyBreached }
    return budget.isMostlySpent(by: spent.estimate) || exhaustion != nil ? .atRisk : .ok
  }

  /// How many samples all checks together would have had in `milliseconds`, each rounded up.
  private func slots(ofMilliseconds milliseconds: Int64) -> Int64 {
    service.records.reduce(0) { sum, record in
      guard let interval = record.definition?.interval.nanoseconds, interval > 0 else { return sum }
      return sum
        + Int64((Int128(milliseconds) * 1_000_000 + Int128(interval) - 1) / Int128(interval))
    }
  }

  /// When the estimate will have spent the budget if the open incident goes on.
  ///
  /// A rolling window lets go of what it leaves behind as it moves, so the instant is looked for by
  /// halving: each millisecond of an incident that goes on spends one and lets go of at most one.
  func exhaustion(
    of budget: Budget,
    spent: Spending
  ) -> Instant? {
    guard service.openIncident != nil, !isOver, !budget.isExceeded(by: spent.estimate) else {
      return nil
    }
    if !isRolling {
      let clock = ServiceClock(in: windowTime.measured(in: Interval(judged.end, window.end)))
      let left = TimeAmount.milliseconds(budget.remainder(after: spent.estimate))
      return clock.deadline(from: judged.end, after: left).flatMap { $0 < window.end ? $0 : nil }
    }
    var early: Int64 = 0
    var late = window.length.wholeMilliseconds
    while early < late {
      let middle = (early + late) / 2
      let rest = Interval(max(window.start + .milliseconds(middle), judged.start), window.end)
      let then = windowTime.reckoning(of: rest)
      let spent = Spending(then.time, unknown: rule)
      if budget.remainder(after: spent.estimate + middle) == 0 {
        late = middle
      } else {
        early = middle + 1
      }
    }
    return late < window.length.wholeMilliseconds ? judged.end + .milliseconds(late) : nil
  }
}
