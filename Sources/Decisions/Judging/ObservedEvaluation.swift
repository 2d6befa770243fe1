import Accounting
import Agreement
import Chronology

/// One window of an objective about what is observed outside: from counts to a standing.
struct ObservedEvaluation {
  let promise: Promise
  let log: ObservationLog
  /// The whole window.
  let window: Interval
  let judged: Interval
  let isClosed: Bool

  /// - Parameters:
  ///   - measured: The promised time that is judged, without what is excluded.
  ///   - disputed: The same without all that may be excluded; nil if that is no other.
  func standing(in measured: IntervalSet, disputed: IntervalSet?) -> Standing {
    let tally = tally(measured)
    let bounds = Bounds(tally, isUnknown: isUnknown(tally))
    let verdict = settled(bounds, tally)
    let budget = Budget(target: target, of: tally.valid)
    let bad = tally.valid - tally.good
    let length = measured.length.wholeMilliseconds
    let known = bounds.isOpen ? tally.covered.part : length
    return Standing(
      window: window,
      judged: judged,
      isClosed: isClosed,
      time: TimeTally(elapsed: length, unknown: length - known),
      coverage: coverage(tally),
      latencies: nil,
      low: .share(bounds.low),
      estimate: .share(bounds.estimate),
      high: .share(bounds.high),
      verdict: verdict.settled,
      proved: verdict.verdict,
      isClaimable: verdict.isClaimable,
      disputed: disputed.flatMap { self.disputed($0, unlike: tally) },
      budget: budget,
      spent: Spending(low: bad, estimate: bad, high: bad, unknown: 0),
      state: state(of: budget, bad, verdict.verdict),
      exhaustion: nil,
      hasOpenIncident: false,
      // Windows of which nobody gave anything raise no events.
      isMeasured: tally.entries > 0,
      observed: tally
    )
  }

  private var target: Ratio {
    switch promise.objective.indicator {
    case .ratio(let terms): terms.target
    case .duration(let limit): limit.share
    default: preconditionFailure("the objective is about what is observed outside")
    }
  }

  private func tally(_ measured: IntervalSet) -> ObservationTally {
    var within: TimeAmount?
    if case .duration(let limit) = promise.objective.indicator { within = limit.within }
    return ObservationTally(
      of: log,
      in: judged,
      ending: window.end,
      measured: measured,
      within: within
    )
  }

  /// Whether time of which nobody gave counts leaves everything open.
  private func isUnknown(_ tally: ObservationTally) -> Bool {
    guard case .ratio(let terms) = promise.objective.indicator else { return false }
    return terms.uncovered == .unknown && tally.covered.part < tally.covered.whole
  }

  /// What is known: all of it, unless the agreement asks for counts of all time.
  private func coverage(_ tally: ObservationTally) -> Share {
    guard case .ratio(let terms) = promise.objective.indicator, terms.uncovered == .unknown else {
      return tally.valid > 0 ? Share(tally.valid, of: tally.valid) : Share(0, of: 0)
    }
    return tally.covered
  }

  private func settled(_ bounds: Bounds, _ tally: ObservationTally) -> SettledVerdict {
    SettledVerdict(
      low: bounds.low,
      estimate: bounds.estimate,
      high: bounds.high,
      coverage: coverage(tally),
      target: target,
      by: promise.agreement.clauses.measurement
    )
  }

  /// While more may come no breach is certain: better cases may follow.
  private func state(of budget: Budget, _ bad: Int64, _ proved: Verdict) -> ObjectiveState {
    if isClosed, proved == .missed { return .breached }
    if budget.isExceeded(by: bad) { return .likelyBreached }
    return budget.isMostlySpent(by: bad) ? .atRisk : .ok
  }

  private func disputed(_ measured: IntervalSet, unlike accepted: ObservationTally)
    -> DisputedStanding?
  {
    let tally = tally(measured)
    guard tally != accepted else { return nil }
    let bounds = Bounds(tally, isUnknown: isUnknown(tally))
    return DisputedStanding(
      low: .share(bounds.low),
      estimate: .share(bounds.estimate),
      high: .share(bounds.high),
      time: TimeTally(elapsed: measured.length.wholeMilliseconds),
      verdict: settled(bounds, tally)
    )
  }
}

/// What the counts leave possible: all three are equal if nothing is unknown, and anything is possible
/// if something is.
private struct Bounds {
  let low: Share
  let estimate: Share
  let high: Share
  let isOpen: Bool

  init(_ tally: ObservationTally, isUnknown: Bool) {
    estimate = Share(tally.good, of: tally.valid)
    low = isUnknown ? Share(0, of: 1) : estimate
    high = isUnknown ? Share(1, of: 1) : estimate
    isOpen = isUnknown
  }
}
