package import Chronology
package import Judging
package import Sampling

/// Takes a record as if checks had been defined by other rules.
package struct VariedRecord: Sendable {
  private let variation: Variation
  private let origin: Instant
  private var coarser: CoarserSamples?

  /// A record that is taken by `variation`.
  ///
  /// - Parameter origin: From where on the schedule of another interval is reckoned.
  package init(by variation: Variation, from origin: Instant) {
    self.variation = variation
    self.origin = origin
    coarser = variation.interval.map { CoarserSamples(every: $0, from: origin) }
  }

  /// The same before anything was taken.
  var anew: VariedRecord { VariedRecord(by: variation, from: origin) }

  /// Whether every sample is needed, so that no sums may stand for some.
  var needsSamples: Bool { coarser != nil }

  /// How long after each length of the other interval the samples of each check are kept.
  package var offsets: [CheckID: TimeAmount] { coarser?.offsets ?? [:] }

  /// The definition by the other rules.
  func definition(_ definition: CheckDefinition) -> CheckDefinition {
    variation.varied(definition)
  }

  /// Whether the next sample of `check` would have been taken.
  mutating func keeps(_ sample: Sample, of check: CheckID) -> Bool {
    coarser?.keeps(sample, of: check) ?? true
  }
}
