import Accounting
import Agreement
import Chronology

/// Objectives that limit an amount: of time, or of incidents.
extension Evaluation {
  /// All downtime together.
  func downtime(_ limit: TimeAmount) -> Standing {
    let spent = Spending(
      low: time.low,
      estimate: time.estimate,
      high: time.high,
      unknown: time.unknown
    )
    let budget = Budget(target: .zero, of: limit.wholeMilliseconds)
    return limited(
      budget,
      spent,
      .time(limit),
      exhaustion: exhaustion(of: budget, spent: spent)
    )
  }

  /// The longest outage of those that begin in the window, each whole as far as it is judged.
  ///
  /// - Parameter horizon: Until where everything is judged.
  func longestOutage(_ limit: TimeAmount, judgedUntil horizon: Instant) -> Standing {
    let timeline = service.whole(in: Interval(judged.start, max(judged.end, horizon)))
    let before = service.whole(in: Interval(judged.start - .milliseconds(1), judged.start))
    func longest(_ set: KeyPath<BoundedTimeline, IntervalSet>) -> Int64 {
      // What went on when the window began is an outage of the window before.
      let continued = before[keyPath: set].intervals.last?.end == judged.start
      return timeline[keyPath: set].intervals
        .filter { judged.contains($0.start) && !(continued && $0.start == judged.start) }
        .map(\.length.wholeMilliseconds).max() ?? 0
    }
    let high = longest(\.high)
    let spent = Spending(
      low: longest(\.low),
      estimate: longest(\.estimate),
      high: high,
      unknown: longest(\.possible) - high
    )
    let budget = Budget(target: .zero, of: limit.wholeMilliseconds)
    var gone: Instant?
    if service.openIncident != nil, let open = timeline.estimate.intervals.last,
      open.end == timeline.stretch.end, !budget.isExceeded(by: spent.estimate)
    {
      gone = judged.end + .milliseconds(budget.remainder(after: open.length.wholeMilliseconds))
    }
    return limited(budget, spent, .time(limit), exhaustion: gone)
  }

  /// The number of confirmed incidents that belong to the window; each stretch of unknown time that could
  /// hide one is one that is unknown.
  func incidents(_ limit: IncidentLimit, at now: Instant) -> Standing {
    let counted = spans(at: now).filter { span in
      limit.lasting.map { span.outage(at: horizon).length >= $0 } ?? true
    }
    let hidden = service.whole(in: judged).unknown.intersection(service.measured(in: judged))
      .intervals.filter { $0.length >= limit.lasting ?? .milliseconds(1) }
    let count = Int64(counted.count)
    let spent = Spending(
      low: count,
      estimate: count,
      high: count,
      unknown: Int64(hidden.count)
    )
    let budget = Budget(target: .zero, of: limit.atMost)
    return limited(budget, spent, .count(limit.atMost), exhaustion: nil)
  }

  /// The longest stretch of which nothing is known.
  func longestGap(_ limit: TimeAmount) -> Standing {
    let longest =
      service.whole(in: judged).unknown.intervals.map(\.length.wholeMilliseconds).max() ?? 0
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
}
