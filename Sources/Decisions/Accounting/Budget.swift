package import Agreement

/// How much may fail: (1 − target) × whole, as an exact fraction of milliseconds or samples.
///
/// Every comparison is by cross-multiplication in 128 bits; only what is printed is rounded.
package struct Budget: Hashable, Sendable {
  /// The share that is promised.
  package let target: Ratio
  /// All that counts in the whole window: its milliseconds, or its samples.
  package let whole: Int64

  /// The budget of `whole` under `target`.
  package init(target: Ratio, of whole: Int64) {
    self.target = target
    self.whole = whole
  }

  /// The budget rounded towards zero, for display.
  package var amount: Int64 { target.complement.portion(of: whole) }

  /// Whether `spent` is more than the budget.
  package func isExceeded(by spent: Int64) -> Bool {
    scaled(spent) > scaledAmount
  }

  /// Whether something, and at least three quarters of the budget, is spent.
  package func isMostlySpent(by spent: Int64) -> Bool {
    spent > 0 && scaled(spent) * 4 >= scaledAmount * 3
  }

  /// Whether something, and at least `percent` % of the budget, is spent.
  package func isReached(_ percent: Int, by spent: Int64) -> Bool {
    spent > 0 && scaled(spent) * 100 >= scaledAmount * Int128(percent)
  }

  /// Whether at most 95 % of the budget is spent, so that a breach of a rolling window is over for
  /// good and not for a moment.
  package func isKept(by spent: Int64) -> Bool {
    scaled(spent) * 20 <= scaledAmount * 19
  }

  /// What is left after `spent`, rounded towards zero; zero if nothing is.
  package func remainder(after spent: Int64) -> Int64 {
    max(0, Int64((scaledAmount - scaled(spent)) / Int128(target.denominator)))
  }

  private var scaledAmount: Int128 {
    Int128(target.denominator - target.numerator) * Int128(whole)
  }

  private func scaled(_ spent: Int64) -> Int128 {
    Int128(spent) * Int128(target.denominator)
  }
}
