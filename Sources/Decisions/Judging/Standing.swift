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
  /// The samples counted, for a share of latencies; nil for availability.
  package var latencies: LatencyTally?
  /// The least, the estimated and the greatest share of what is good.
  package var low: Share
  /// The estimate of the share of what is good, of what is known.
  package var estimate: Share
  /// The greatest share of what is good that the samples leave possible.
  package var high: Share
  /// If the window ended now.
  package var verdict: Verdict
  /// How much may fail in the whole window: milliseconds, or samples.
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
  /// Whether some sample of the judged time was measured here, and not imported.
  package var isMeasured: Bool

  /// The share of what is judged of which something is known: of the samples for a share of
  /// latencies, else of the time.
  package var coverage: Share {
    latencies?.coverage ?? Share(time.elapsed - time.unknown, of: time.elapsed)
  }

  /// Whether a breach of a rolling window is over: proved and possible failures have fallen to 95 %
  /// of the budget.
  package var hasRecovered: Bool { state < .breached && budget.isKept(by: spent.high) }
}

/// What has failed, in milliseconds or samples: low ≤ estimate ≤ high.
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
