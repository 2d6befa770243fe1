import Accounting
import Agreement
import Chronology
import Sampling

/// One objective's window, cut to what is judged: the formulas from figures to a standing.
struct Evaluation {
  let record: CheckRecord
  /// The whole window; of a rolling one it may begin before the agreement holds.
  let window: Interval
  let judged: Interval
  let isRolling: Bool
  let isClosed: Bool
  let time: TimeTally

  func availability(target: Ratio) -> Standing {
    let availability = Availability(time, target: target)
    let budget = Budget(target: target, of: window.length.wholeMilliseconds)
    let spent = Spending(
      low: time.low,
      estimate: time.estimate,
      high: time.high,
      unknown: time.unknown
    )
    // Without a budget one confirmed failure is a breach, even if it proves no time at all.
    let isBreached =
      budget.isExceeded(by: spent.low)
      || (target == .one && record.hasConfirmedFailure(in: judged))
    let exhaustion = exhaustion(of: budget, spent: spent)
    return standing(
      low: availability.low,
      estimate: availability.estimate,
      high: availability.high,
      verdict: availability.verdict,
      budget: budget,
      spent: spent,
      state: isBreached
        ? .breached
        : budget.isExceeded(by: spent.estimate)
          ? .likelyBreached
          : budget.isMostlySpent(by: spent.estimate) || exhaustion != nil ? .atRisk : .ok,
      exhaustion: isBreached ? nil : exhaustion,
      latencies: nil
    )
  }

  /// - Parameter lost: Milliseconds of the judged time whose samples cannot be told apart any more.
  func latencyShare(_ limit: LatencyLimit, count: LatencyTally, lost: Int64) -> Standing {
    let interval = record.definition?.interval.nanoseconds ?? 0
    var tally = count
    tally.missing = slots(ofMilliseconds: min(time.unknown + lost, time.elapsed), interval)
    let left = window.length.wholeMilliseconds - judged.length.wholeMilliseconds
    let remaining = slots(ofMilliseconds: left, interval)
    let budget = Budget(target: limit.share, of: tally.valid + tally.unknown + remaining)
    let spent = Spending(
      low: tally.bad,
      estimate: tally.bad,
      high: tally.bad,
      unknown: tally.unknown
    )
    // An incident spends a slot's worth each interval if failures count.
    var exhaustion: Instant?
    if record.machine.open != nil, limit.failures == .bad, interval > 0 {
      let after = TimeAmount(nanoseconds: interval) * budget.remainder(after: tally.bad)
      if after < (isRolling ? window.length : window.end - judged.end) {
        exhaustion = judged.end + after
      }
    }
    let isBreached = budget.isExceeded(by: tally.bad)
    return standing(
      low: tally.low,
      estimate: tally.estimate,
      high: tally.high,
      verdict: tally.verdict(target: limit.share),
      budget: budget,
      spent: spent,
      // What is counted is proved: no estimate can exceed the budget before the proof does.
      state: isBreached
        ? .breached : budget.isMostlySpent(by: tally.bad) || exhaustion != nil ? .atRisk : .ok,
      exhaustion: isBreached ? nil : exhaustion,
      latencies: tally
    )
  }

  private func standing(
    low: Share,
    estimate: Share,
    high: Share,
    verdict: Verdict,
    budget: Budget,
    spent: Spending,
    state: ObjectiveState,
    exhaustion: Instant?,
    latencies: LatencyTally?
  ) -> Standing {
    Standing(
      window: isRolling ? judged : window,
      judged: judged,
      isClosed: isClosed,
      time: time,
      latencies: latencies,
      low: low,
      estimate: estimate,
      high: high,
      verdict: verdict,
      budget: budget,
      spent: spent,
      state: state,
      exhaustion: exhaustion,
      hasOpenIncident: record.machine.open != nil,
      isMeasured: record.isMeasured(in: judged)
    )
  }

  /// How many samples `milliseconds` would have had, rounded up.
  private func slots(ofMilliseconds milliseconds: Int64, _ interval: Int64) -> Int64 {
    guard interval > 0 else { return 0 }
    return Int64((Int128(milliseconds) * 1_000_000 + Int128(interval) - 1) / Int128(interval))
  }

  /// When the estimate will have spent the budget if the open incident goes on.
  ///
  /// A rolling window lets go of what it leaves behind as it moves, so the instant is looked for by
  /// halving: each millisecond of an incident that goes on spends one and lets go of at most one.
  private func exhaustion(of budget: Budget, spent: Spending) -> Instant? {
    guard record.machine.open != nil, !budget.isExceeded(by: spent.estimate) else { return nil }
    if !isRolling {
      let end = judged.end + .milliseconds(budget.remainder(after: spent.estimate))
      return end < window.end ? end : nil
    }
    var early: Int64 = 0
    var late = window.length.wholeMilliseconds
    while early < late {
      let middle = (early + late) / 2
      let rest = Interval(max(window.start + .milliseconds(middle), judged.start), window.end)
      let spentThen = record.timeline.tally(in: rest).estimate + middle
      if budget.remainder(after: spentThen) == 0 { late = middle } else { early = middle + 1 }
    }
    return late < window.length.wholeMilliseconds ? judged.end + .milliseconds(late) : nil
  }
}
