package import Accounting
import Agreement
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
  /// Neither begins before the agreement holds, unless the agreement has something to say of that time.
  package var window: Interval
  /// The part of the window that is judged: it begins with the window, and everything before its
  /// end is settled by what has been recorded.
  package var judged: Interval
  /// Whether nothing that may still be recorded can change it; never so for a rolling window.
  package var isClosed: Bool
  /// How the judged time divides, whatever the indicator.
  package var time: TimeTally
  /// The share of what is judged of which something is known: of samples for a share of samples, of slots
  /// for slots, of cases for what is observed outside, else of the measured time.
  package var coverage: Share
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
  /// How much may fail in the whole window: milliseconds, samples, incidents or cases.
  package var budget: Budget
  /// What has failed.
  package var spent: Spending
  /// How it stands against the budget.
  package var state: ObjectiveState
  /// When the budget will be gone if the open incident goes on, or of certificates unless one is renewed;
  /// nil if none is open, or ends soon, it is gone already, or it lasts until the window's end.
  package var exhaustion: Instant?
  /// Whether an incident is open; never so of certificates.
  package var hasOpenIncident: Bool
  /// Whether some sample of the judged time was measured here, and not imported, or something was
  /// observed outside.
  package var isMeasured: Bool
  /// What was observed outside, for an objective about that; nil for others.
  package var observed: ObservationTally?

  /// Whether a breach of a rolling window is over: proved and possible failures have fallen to 95 %
  /// of the budget.
  package var hasRecovered: Bool { state < .breached && budget.isKept(by: spent.high) }

  /// The same of a window that the agreement doesn't judge: whatever was seen proves nothing.
  var unjudged: Standing {
    var rest = self
    rest.verdict = .undetermined
    rest.proved = .undetermined
    rest.isClaimable = false
    rest.disputed = nil
    rest.spent = Spending(low: 0, estimate: 0, high: 0, unknown: 0)
    rest.state = .ok
    rest.exhaustion = nil
    return rest
  }
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

extension Spending {
  /// What `time` spends where unknown time counts by `rule`: as up or down it is certain.
  init(_ time: TimeTally, unknown rule: UnknownRule) {
    let down = rule == .down ? time.unknown : 0
    self.init(
      low: time.low + down,
      estimate: time.estimate + down,
      high: time.high + down,
      unknown: rule == .undetermined ? time.unknown : 0
    )
  }
}
