import Accounting
import Agreement
import Chronology

/// What an announcer need not look at again: services and promises of which nothing can be said while
/// their checks go on being up.
///
/// A look at a promise that rests would find what the last one found, but for how far everything is
/// judged; that is all that is noted of it.
struct Rests: Sendable {
  /// For how long it is tried whether nothing can change, the longest first.
  static let lengths: [TimeAmount] = [.hours(6), .minutes(90), .minutes(20), .minutes(4)]

  private struct Entry {
    let key: PromiseKey
    let rest: Rest
    /// Until where the latest look that was spared would have seen; nil before the first.
    var seen: Instant?

    func wake(_ burns: inout [PromiseKey: BurnMarks]) {
      if let seen { burns[key]?.rest(until: seen) }
    }
  }

  /// The judge whose numbers these are.
  private var origin: Disturbance?
  private var services: [Disturbance?] = []
  private var promises: [Entry?] = []

  /// Turns to `judge`, which may be another one than before.
  mutating func turn(to judge: Judge, _ burns: inout [PromiseKey: BurnMarks]) {
    if origin === judge.origin { return }
    for case let entry? in promises { entry.wake(&burns) }
    origin = judge.origin
    services = judge.services.map { _ in nil }
    promises = judge.promises.map { _ in nil }
  }

  /// Whether the service `number` rests.
  func holdsService(_ number: Int, _ judge: Judge) -> Bool {
    services[number].map { $0 === judge.disturbances[number] } ?? false
  }

  /// Lets the service `number` rest, or not, until it is disturbed.
  mutating func setService(_ number: Int, _ disturbance: Disturbance?) {
    services[number] = disturbance
  }

  /// Whether the promise `number` rests at `now`.
  mutating func holdsPromise(_ number: Int, _ judge: Judge, at now: Instant) -> Bool {
    let service = judge.promiseServices[number]
    guard let rest = promises[number]?.rest, rest.disturbance === judge.disturbances[service],
      now < rest.end, let horizon = judge.pulse(ofService: service, at: now)
    else { return false }
    promises[number]?.seen = horizon
    return true
  }

  /// Ends the rest of the promise `number`, before it is looked at.
  mutating func wake(_ number: Int, _ burns: inout [PromiseKey: BurnMarks]) {
    promises[number]?.wake(&burns)
    promises[number] = nil
  }

  /// Lets the promise `number` rest, which has been looked at.
  mutating func setPromise(_ number: Int, _ key: PromiseKey, _ rest: Rest?) {
    promises[number] = rest.map { Entry(key: key, rest: $0) }
  }
}

extension Announcer {
  /// The rest of the promise `number`, which has just been looked at; nil if it must be looked at again.
  ///
  /// - Parameters:
  ///   - standing: How it stands in the only window of which anything may be said.
  ///   - window: That window, as long as the objective has it.
  ///   - seen: What alerts have seen of it.
  func rest(
    ofPromise number: Int,
    _ standing: Standing,
    in window: Interval,
    _ seen: BurnView?,
    _ judge: Judge,
    at now: Instant
  ) -> Rest? {
    let subject = judge.promiseServices[number]
    let promise = judge.promises[number]
    let indicator = promise.objective.indicator
    guard indicator.isOfTime, standing.isMeasured, !standing.hasOpenIncident,
      promise.agreement.clauses.exclusions.maintenance?.cap?.counts != .downtime,
      let horizon = judge.steadyHorizon(ofService: subject, at: now)
    else { return nil }
    let service = judge.service(subject)
    var end = service.ground.end
    let isRolling = promise.objective.window.unit == nil
    if !isRolling { end = min(end, standing.window.end, window.end) }
    guard now < end, !isRolling || service.canRest(indicator, standing) else { return nil }
    // The budget of a rolling window changes with the hours and the exclusions in it.
    let isMoving = isRolling && !service.isPlain(nil)
    var view: BurnView?
    if indicator.burntTarget != nil {
      view =
        seen?.end == horizon
        ? seen : judge.burnView(ofPromise: number, service, in: window, before: horizon)
      if view == nil { return nil }
    }
    let marks = burns[promise.key]
    let length = Rests.lengths.first { length in
      let slack = isMoving && indicator.hasMovingBudget ? length.wholeMilliseconds : 0
      let isKept = !isRolling || standing.says(theSameAfter: length.wholeMilliseconds, slack)
      guard let view else { return isKept }
      return isKept && marks?.rests(view, for: length, isMoving: isMoving) ?? false
    }
    return length.map { length in
      Rest(disturbance: judge.disturbances[subject], end: min(end, horizon + length))
    }
  }
}

extension Indicator {
  /// Whether it rests on what was down or unknown, and on incidents, and not on each sample.
  fileprivate var isOfTime: Bool {
    switch self {
    case .availability, .restore, .response, .incidents, .longestOutage, .downtime, .coverage,
      .longestGap:
      true
    case .slots, .slotMean, .requests, .latencyShare, .correctness, .ratio, .duration,
      .certificateValidity, .clock:
      false
    }
  }

  /// Whether its budget is a share of the window.
  fileprivate var hasMovingBudget: Bool {
    switch self {
    case .availability, .coverage: true
    default: false
    }
  }
}

extension ServiceRecord {
  /// Whether what a rolling window has spent falls, while all is up, by no more than the time that
  /// passes: not where whole minutes or whole incidents count, where what is left of an outage rests on
  /// where the window begins, or where only sums are left.
  fileprivate func canRest(_ indicator: Indicator, _ standing: Standing) -> Bool {
    guard agreed.agreement.clauses.partial == .prorate else { return false }
    switch indicator {
    case .availability(let terms):
      guard terms.target < .one, terms.counting == .exact,
        terms.floor?.measure != .net || !hasExclusions
      else { return false }
    case .downtime, .coverage: break
    default: return false
    }
    let start = standing.judged.start - ServiceRecord.margin
    return records.allSatisfy { record in
      record.timeline.folded.last.map { $0.interval.end <= start } ?? true
    }
  }
}

extension Standing {
  /// Whether the budget is spent as far, in all that is said of it, if up to `milliseconds` less are
  /// spent, and the whole changes by up to `slack`.
  fileprivate func says(theSameAfter milliseconds: Int64, _ slack: Int64) -> Bool {
    // Two, for what is rounded.
    let less = milliseconds + 2
    let most = signs(spent, Budget(target: budget.target, of: budget.whole - slack))
    let least = Spending(
      low: max(0, spent.low - less),
      estimate: max(0, spent.estimate - less),
      high: max(0, spent.high - less),
      unknown: spent.unknown
    )
    return budget.whole > slack
      && most == signs(least, Budget(target: budget.target, of: budget.whole + slack))
  }

  /// All that events say of a budget.
  private func signs(_ spent: Spending, _ budget: Budget) -> [Bool] {
    [
      budget.amount > 0, budget.isExceeded(by: spent.low), budget.isExceeded(by: spent.estimate),
      budget.isMostlySpent(by: spent.estimate), budget.isKept(by: spent.high),
    ] + BudgetMarks.percents.map { budget.isReached($0, by: spent.estimate) }
  }
}
