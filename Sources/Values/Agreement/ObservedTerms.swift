package import Chronology

/// What share of the cases that were counted outside is promised to be good.
package struct RatioTerms: Hashable, Sendable {
  /// The share.
  package let target: Ratio
  /// What time is of which nobody gave counts.
  package let uncovered: UncoveredRule

  /// Terms of these parts.
  package init(_ target: Ratio, uncovered: UncoveredRule = .ignore) {
    self.target = target
    self.uncovered = uncovered
  }
}

/// What time is of which nobody gave counts.
package enum UncoveredRule: String, CaseIterable, Hashable, Sendable {
  /// Nothing: what is on record is all there was.
  case ignore
  /// Unknown: there may have been any number of cases, good or bad.
  case unknown
}

/// How long a case that was observed outside may take, and how many may.
///
/// A percentile is the same promise in other words, as in a ``LatencyLimit``.
package struct DurationLimit: Hashable, Sendable {
  /// The longest that is in time; inclusive.
  package let within: TimeAmount
  /// The share of the cases that is promised.
  package let share: Ratio
  /// Whether the agreement says it as a percentile, whose value a report prints.
  package let isPercentile: Bool

  /// A limit.
  package init(within: TimeAmount, share: Ratio, isPercentile: Bool = false) {
    self.within = within
    self.share = share
    self.isPercentile = isPercentile
  }
}
