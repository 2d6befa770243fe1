package import Agreement

/// How many samples of a window were fast enough.
package struct LatencyTally: Hashable, Sendable {
  /// Samples that count: up and degraded ones, and those that are down if failures are bad.
  package var valid: Int64
  /// Those of them that were available and within the limit.
  package var good: Int64
  /// How many more there would have been in the unknown time, rounded up.
  package var missing: Int64

  /// A count.
  package init(valid: Int64 = 0, good: Int64 = 0, missing: Int64 = 0) {
    self.valid = valid
    self.good = good
    self.missing = missing
  }

  /// Those that were not fast enough.
  package var bad: Int64 { valid - good }

  /// The least share: every missing sample would have been bad.
  package var low: Share { Share(good, of: valid + missing) }

  /// The share of what was counted.
  package var estimate: Share { Share(good, of: valid) }

  /// The greatest share: every missing sample would have been good.
  package var high: Share { Share(good + missing, of: valid + missing) }

  /// Whether `target` is reached.
  package func verdict(target: Ratio) -> Verdict {
    Verdict(low: low, high: high, target: target)
  }
}
