package import Chronology
package import Sampling

/// One run of consecutive failures as time: what is proved, estimated, and not excluded.
///
/// Every boundary is floored to a whole millisecond when it is formed, and low ⊆ estimate ⊆ high.
///
/// For failures a to b between the successes p and n, with s the start and e the end of a sample:
/// low `[s_a, e_b)`, estimate `[(s_p + s_a) / 2, max(e_b, (s_b + s_n) / 2))`, high `[s_p, e_n)`.
/// A run that begins after unknown time begins at s_a throughout; one that runs into unknown time
/// ends where the last failure's validity does (low: at e_b).
package struct DownRun: Hashable, Sendable {
  /// What the samples prove to have been down.
  package var low: Interval
  /// The unbiased estimate of what was down.
  package var estimate: Interval
  /// What the samples cannot exclude to have been down.
  package var high: Interval

  /// A run of these parts.
  package init(low: Interval, estimate: Interval, high: Interval) {
    self.low = low
    self.estimate = estimate
    self.high = high
  }
}

/// A stretch of time of which nothing is known, and why.
package struct UnknownStretch: Hashable, Sendable {
  /// The time; boundaries are whole milliseconds.
  package var interval: Interval
  /// Why: that of the recorded gap that covers most of it, else ``GapCause/noSample``.
  package var cause: GapCause

  /// A stretch of these parts.
  package init(_ interval: Interval, _ cause: GapCause) {
    self.interval = interval
    self.cause = cause
  }
}
