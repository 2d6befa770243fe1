package import Accounting
package import Chronology

/// The time over which an objective is judged.
package enum Window: Hashable, Sendable {
  /// One stretch with two fixed ends, such as a calendar month.
  case fixed(Interval)
  /// The last so much time, up to the instant until which everything is judged.
  case rolling(TimeAmount)
}

/// How an objective stands in one window, if the window ended where everything has been judged.
package struct Standing: Hashable, Sendable {
  /// The whole window; of a rolling one the stretch up to the watermark.
  ///
  /// Neither begins before the agreement holds.
  package var window: Interval
  /// The part of the window that is judged: it begins with the window, and everything before its
  /// end is settled by what has been recorded.
  package var judged: Interval
  /// Whether nothing that may still be recorded can change it; never so for a rolling window.
  package var isClosed: Bool
  /// How the judged time divides, whatever the indicator.
  package var time: TimeTally
  /// The share of the measured time of which something is known.
  package var timeCoverage: Share
  /// The samples counted, for a share of samples; nil for others.
  package var latencies: LatencyTally?
  /// The least that the samples leave possible: of a share of what is good, or of what is limited.
  package var low: Measured
  /// The estimate; of a share of what is known.
  package var estimate: Measured
  /// The greatest that the samples leave possible.
  package var high: Measured
  /// If the window ended now: what holds between the parties, by the agreement's rule for ties.
  package var verdict: Verdict
  /// What the bounds prove, whatever the rule for ties.
  package var proved: Verdict
  /// Whether enough is known for the estimate to be claimed as the figure.
  package var isClaimable: Bool
  /// How it would stand if everything that is claimed or disputed were excluded; nil if that changes
  /// nothing.
  package var disputed: DisputedStanding?
  /// How much may fail in the whole window: milliseconds, samples, or incidents.
  package var budget: Budget
  /// What has failed.
  package var spent: Spending
  /// How it stands against the budget.
  package var state: ObjectiveState
  /// When the budget will be gone if the open incident goes on; nil if none is open, it is gone
  /// already, or it lasts until the window's end.
  package var exhaustion: Instant?
  /// Whether an incident is open.
  package var hasOpenIncident: Bool
  /// Whether some sample of the judged time was measured here, and not imported, or something was
  /// observed outside.
  package var isMeasured: Bool
  /// What was observed outside, for an objective about that; nil for others.
  package var observed: ObservationTally?

  /// The share of what is judged of which something is known: of the samples for a share of
  /// latencies, else of the time.
  package var coverage: Share {
    latencies?.coverage ?? timeCoverage
  }

  /// Whether a breach of a rolling window is over: proved and possible failures have fallen to 95 %
  /// of the budget.
  package var hasRecovered: Bool { state < .breached && budget.isKept(by: spent.high) }
}

/// The figures with everything excluded that is claimed or disputed.
package struct DisputedStanding: Hashable, Sendable {
  /// The least.
  package var low: Measured
  /// The estimate.
  package var estimate: Measured
  /// The greatest.
  package var high: Measured
  /// How the time would divide.
  package var time: TimeTally
  /// What would hold between the parties.
  package var verdict: Verdict

  init(
    low: Measured,
    estimate: Measured,
    high: Measured,
    time: TimeTally,
    verdict: SettledVerdict
  ) {
    self.low = low
    self.estimate = estimate
    self.high = high
    self.time = time
    self.verdict = verdict.settled
  }
}

/// What has failed, in milliseconds, samples or incidents: low ≤ estimate ≤ high.
package struct Spending: Hashable, Sendable {
  /// What is proved.
  package var low: Int64
  /// The estimate.
  package var estimate: Int64
  /// What cannot be excluded, without what is unknown.
  package var high: Int64
  /// What is unknown.
  package var unknown: Int64
}
