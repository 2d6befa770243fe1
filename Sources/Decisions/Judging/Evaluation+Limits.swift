import Accounting
import Agreement
import Chronology

/// Objectives that limit an amount: of time, or of incidents.
extension Evaluation {
  /// All downtime together.
  func downtime(_ limit: TimeAmount) -> Standing {
    let spent = Spending(time, unknown: rule)
    let budget = Budget(target: .zero, of: limit.wholeMilliseconds)
    return limited(
      budget,
      spent,
      .time(limit),
      exhaustion: exhaustion(of: budget, spent: spent)
    )
  }

  /// The longest outage of those that begin in the window, each whole as far as it is judged, and of
  /// each what hours and exclusions leave.
  func longestOutage(_ limit: TimeAmount) -> Standing {
    let longest = LongestOutage(
      of: service.whole(in: service.reach(around: judged, until: horizon)),
      in: judged,
      counted: service.counted(around: judged, until: horizon),
      unknown: rule
    )
    let spent = Spending(
      low: longest.low,
      estimate: longest.estimate,
      high: longest.high,
      unknown: longest.unknown
    )
    let budget = Budget(target: .zero, of: limit.wholeMilliseconds)
    var gone: Instant?
    if service.openIncident != nil, !budget.isExceeded(by: spent.estimate),
      let lasting = longest.lasting
    {
      let left = TimeAmount.milliseconds(budget.remainder(after: lasting))
      let ahead = Interval(horizon, horizon + max(.days(62), left))
      gone = service.measured(in: ahead).instant(after: left, since: horizon)
    }
    return limited(budget, spent, .time(limit), exhaustion: gone)
  }

  /// The number of confirmed incidents that belong to the window, and of those that unknown time may
  /// hide.
  func incidents(_ limit: IncidentLimit) -> Standing {
    let incidents = service.incidents(in: judged, until: horizon)
    func count(_ bound: KeyPath<IncidentOutage, IntervalSet>) -> Int64 {
      limit.count(incidents.outages, bound, in: incidents.counted)
    }
    let spent = Spending(
      low: count(\.least),
      estimate: count(\.estimate),
      high: count(\.most),
      unknown: incidents.hidden.count(in: incidents.counted, lasting: limit.lasting)
    )
    let budget = Budget(target: .zero, of: limit.atMost)
    return limited(budget, spent, .count(limit.atMost), exhaustion: nil)
  }

  /// The longest stretch of the measured time of which nothing is known.
  func longestGap(_ limit: TimeAmount) -> Standing {
    let measured = service.measured(in: judged)
    let longest =
      service.whole(in: judged).unknown.intervals
      .map { measured.intersection($0).length.wholeMilliseconds }.max() ?? 0
    let spent = Spending(low: longest, estimate: longest, high: longest, unknown: 0)
    let budget = Budget(target: .zero, of: limit.wholeMilliseconds)
    return limited(budget, spent, .time(limit), exhaustion: nil)
  }

  /// The share of the time of which something is known.
  func coverage(_ target: Ratio) -> Standing {
    let share = reckoning.coverage
    let budget = Budget(target: target, of: reckoning.whole)
    let spent = Spending(low: time.unknown, estimate: time.unknown, high: time.unknown, unknown: 0)
    return standing(
      low: .share(share),
      estimate: .share(share),
      high: .share(share),
      verdict: settled(
        Verdict(low: share, high: share, target: target),
        estimate: Verdict(low: share, high: share, target: target)
      ),
      budget: budget,
      spent: spent,
      state: state(of: budget, spent, exhaustion: nil),
      exhaustion: nil,
      latencies: nil
    )
  }

  /// The share of the time in which the clock is known to be right.
  func clock(_ terms: ClockTerms) -> Standing {
    timeShare(terms.share, isBroken: false) { _, _ in nil }
  }

  private func limited(
    _ budget: Budget,
    _ spent: Spending,
    _ goal: Goal,
    exhaustion: Instant?
  ) -> Standing {
    let isMissed = budget.isExceeded(by: spent.low)
    let isMet = !budget.isExceeded(by: spent.high + spent.unknown)
    return standing(
      low: Measured(spent.low, of: goal),
      estimate: Measured(spent.estimate, of: goal),
      high: Measured(spent.high + spent.unknown, of: goal),
      verdict: settled(
        isMissed ? .missed : isMet ? .met : .undetermined,
        estimate: budget.isExceeded(by: spent.estimate) ? .missed : .met
      ),
      budget: budget,
      spent: spent,
      state: state(of: budget, spent, exhaustion: exhaustion),
      exhaustion: isMissed ? nil : exhaustion,
      latencies: nil
    )
  }
}
