import Agreement

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
