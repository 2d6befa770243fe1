package import Accounting
package import Agreement
package import Chronology
package import Judging

/// How one objective stands in a report.
package struct ObjectiveResult: Hashable, Sendable {
  /// What is promised.
  package let objective: Objective
  /// How it stands over its window, or over the period as one window.
  package let standing: Standing
  /// How the windows stood that the objective speaks of, if the period is judged as one window
  /// instead: of rolling objectives.
  package let own: OwnWindows?
  /// When its budget is gone at the trend of the last hours; nil if that is no forecast.
  package let trend: Instant?
  /// The percentile that it speaks of, of durations that were observed outside; nil of others.
  package let observedPercentile: TimeAmount?
  /// The value of the percentile that is promised, if samples were read for it.
  package internal(set) var percentile: PercentileFigure?
  /// The certificates that were in force last, of an objective on certificates.
  package let certificates: [CheckCertificate]

  /// The standing of `objective`.
  package init(
    objective: Objective,
    standing: Standing,
    own: OwnWindows? = nil,
    trend: Instant? = nil,
    observedPercentile: TimeAmount? = nil,
    certificates: [CheckCertificate] = []
  ) {
    self.certificates = certificates
    self.objective = objective
    self.standing = standing
    self.own = own
    self.trend = trend
    self.observedPercentile = observedPercentile
  }

  /// All that `judge` knows of `promise`, which stands so over its window, or over the period as one.
  init(
    of promise: Promise,
    _ standing: Standing,
    by judge: Judge,
    over period: Report.Period,
    at now: Instant
  ) {
    self.init(
      objective: promise.objective,
      standing: standing,
      own: OwnWindows(of: promise, by: judge, over: period, at: now),
      trend: judge.trend(of: promise, standing),
      observedPercentile: judge.observedPercentile(of: promise, standing),
      certificates: judge.certificates(of: promise, by: standing)
    )
  }

  /// The verdict: missed if one of the objective's own windows was, whatever the period as a whole.
  package var verdict: Verdict {
    (own?.breaches?.count ?? 0) > 0 ? .missed : standing.verdict
  }

  /// How it stands now: the window of a rolling objective that ends now, else the period.
  package var state: ObjectiveState { own?.state ?? standing.state }

  /// Why the state is what it is; nil within the budget, and while a breach is not over because
  /// more than 95 % of the budget may still be spent.
  package var reason: StateReason? {
    guard let own else { return standing.reason }
    return own.state == own.latest.state ? own.latest.reason : nil
  }

  /// When the budget is gone if the open incident goes on; nil if it isn't, or is gone already.
  var exhaustion: Instant? { (own?.latest ?? standing).exhaustion }
}

/// How the windows of a rolling objective stood in a period that is judged as one window.
package struct OwnWindows: Hashable, Sendable {
  /// The breaches of which some window ended in the period; nil if the judge did not follow them.
  package let breaches: RollingBreaches?
  /// How the latest window stands, which ends where everything is judged at the report's instant.
  package let latest: Standing
  /// Its state; breached as long as a breach is not over.
  package let state: ObjectiveState

  /// What `judge` knows of the windows of `promise`; nil unless it rolls, and `period` is fixed.
  init?(of promise: Promise, by judge: Judge, over period: Report.Period, at now: Instant) {
    guard case .fixed = period, case .rolling = promise.objective.window else { return nil }
    breaches = judge.breaches(of: promise, at: now)
    let isBreached = breaches?.kept.last.map { $0.over == nil } ?? false
    let window = promise.objective.window.current(at: now, in: .utc)
    latest = judge.standing(of: promise, in: window, at: now)
    state = isBreached ? .breached : latest.state
  }
}
