package import Agreement

/// What can be said of an objective: as much as the samples carry, and no more.
package enum Verdict: String, CaseIterable, Hashable, Sendable {
  /// Even the worst that cannot be excluded reaches the target.
  case met
  /// Even the best that cannot be excluded does not reach it.
  case missed
  /// Neither is certain.
  case undetermined

  /// The verdict on a share that lies between `low` and `high`, by exact cross-multiplication;
  /// undetermined where there is nothing to judge.
  package init(low: Share, high: Share, target: Ratio) {
    if low.whole > 0, target.isReached(by: low.part, of: low.whole) {
      self = .met
    } else if high.whole > 0, !target.isReached(by: high.part, of: high.whole) {
      self = .missed
    } else {
      self = .undetermined
    }
  }

  /// The verdict on a time or a number that lies between `low` and `high`, where at most `limit` is
  /// promised.
  package init(low: Int64, high: Int64, atMost limit: Int64) {
    self = high <= limit ? .met : low > limit ? .missed : .undetermined
  }
}
