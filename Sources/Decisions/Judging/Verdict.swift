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
}

/// A part of a whole, in milliseconds or samples: an exact share, never a floating-point number.
package struct Share: Hashable, Sendable {
  /// 0 up to the whole.
  package let part: Int64
  /// 0 where there is nothing to judge.
  package let whole: Int64

  /// `part` of `whole`.
  package init(_ part: Int64, of whole: Int64) {
    self.part = part
    self.whole = whole
  }

  /// The percentage rounded towards zero to `decimals` digits; `n/a` for a whole of zero.
  package func percent(decimals: Int) -> String {
    percentText(part: part, of: whole, decimals: decimals)
  }
}
