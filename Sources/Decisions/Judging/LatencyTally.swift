package import Accounting
package import Agreement

/// How many samples of a window were fast enough.
package struct LatencyTally: Hashable, Sendable {
  /// Samples that count: up and degraded ones whose time was measured, and those that are down if
  /// failures are bad.
  package var valid: Int64
  /// Those of them that were available and within the limit.
  package var good: Int64
  /// How many more there would have been in the unknown time, rounded up.
  package var missing: Int64
  /// Samples that were available, but whose time nobody measured.
  package var unmeasured: Int64

  /// A count.
  package init(valid: Int64 = 0, good: Int64 = 0, missing: Int64 = 0, unmeasured: Int64 = 0) {
    self.valid = valid
    self.good = good
    self.missing = missing
    self.unmeasured = unmeasured
  }

  /// Those of which nobody knows whether they were fast enough.
  package var unknown: Int64 { missing + unmeasured }

  /// Those that were not fast enough.
  package var bad: Int64 { valid - good }

  /// The least share: every unknown sample would have been bad.
  package var low: Share { Share(good, of: valid + unknown) }

  /// The share of what was counted.
  package var estimate: Share { Share(good, of: valid) }

  /// The greatest share: every unknown sample would have been good.
  package var high: Share { Share(good + unknown, of: valid + unknown) }

  /// The share of the samples of which it is known.
  package var coverage: Share { Share(valid, of: valid + unknown) }

  /// Whether `target` is reached.
  package func verdict(target: Ratio) -> Verdict {
    Verdict(low: low, high: high, target: target)
  }
}
