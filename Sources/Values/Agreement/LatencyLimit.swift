package import Chronology
package import Sampling

/// How fast an answer must be, and how many must be.
///
/// A percentile is the same promise in other words: the nearest-rank percentile `q` of the valid samples
/// is at most a limit exactly if the share `q` of them is within it.
package struct LatencyLimit: Hashable, Sendable {
  /// The phase that counts; nil for the whole attempt.
  package let phase: Phase?
  /// The longest time that is fast enough; inclusive.
  package let within: TimeAmount
  /// The share of the valid samples that is promised.
  package let share: Ratio
  /// How a sample that is down counts.
  package let failures: FailurePolicy
  /// Whether the agreement says it as a percentile, whose value a report prints.
  package let isPercentile: Bool

  /// A limit.
  package init(
    phase: Phase?,
    within: TimeAmount,
    share: Ratio,
    failures: FailurePolicy = .bad,
    isPercentile: Bool = false
  ) {
    self.phase = phase
    self.within = within
    self.share = share
    self.failures = failures
    self.isPercentile = isPercentile
  }
}

/// How a sample that is down counts in a share of latencies.
package enum FailurePolicy: String, CaseIterable, Hashable, Sendable {
  /// As one that was too slow.
  case bad
  /// Not at all.
  case excluded
}
