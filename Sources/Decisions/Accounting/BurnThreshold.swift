package import Agreement
package import Chronology

/// When a pair of windows burns too fast: its threshold for one objective, exactly.
///
/// With the window W, the long window L and the pair's share p of the budget, the burn rate is
/// b = (bad ÷ known) ÷ (1 − target), and the threshold f = p × W ÷ L. Every comparison is by
/// cross-multiplication in 128 bits.
package struct BurnThreshold: Hashable, Sendable {
  /// The pair.
  package let pair: BurnPair
  private let budget: Ratio
  private let window: Int64
  private let long: Int64

  /// The threshold for a target; nil for a target of 100 %, which has no budget to burn, and for a window
  /// without time.
  ///
  /// - Parameter window: The service time of the objective's whole window.
  package init?(_ pair: BurnPair, target: Ratio, window: TimeAmount) {
    guard target < .one, window.wholeMilliseconds > 0 else { return nil }
    self.pair = pair
    budget = target.complement
    self.window = window.wholeMilliseconds
    long = pair.long.wholeMilliseconds
  }

  /// f, for print: 14.4 for an hour and 30 days.
  package var factor: Fraction { Fraction(pair.budgetShare) * Fraction(window, long) }

  /// b of a reading; nil where nothing is known.
  package func rate(of reading: BurnReading) -> Fraction? {
    guard reading.known > 0 else { return nil }
    return Fraction(reading.bad, reading.known) / Fraction(budget)
  }

  /// Whether `bad` of `known`, in milliseconds or samples, burns faster than the threshold.
  package func isExceeded(by bad: Int64, of known: Int64) -> Bool {
    burnt(bad) > allowed(known)
  }

  /// Whether it burns slower than nine tenths of the threshold.
  package func isCleared(by bad: Int64, of known: Int64) -> Bool {
    burnt(bad) * 10 < allowed(known) * 9
  }

  /// Whether anything can exceed it: what is down throughout burns at 1 ÷ (1 − target).
  package var canFire: Bool { isExceeded(by: 1, of: 1) }

  /// The interval between samples from which on one failure alone burns the long window faster than
  /// the threshold: L × f × (1 − target), rounded down.
  package var coarsestInterval: TimeAmount {
    let product = Fraction(long) * factor * Fraction(budget)
    return .milliseconds(product.floor ?? 0)
  }

  private func burnt(_ bad: Int64) -> Int128 {
    Int128(bad) * Int128(budget.denominator) * Int128(pair.budgetShare.denominator) * Int128(long)
  }

  private func allowed(_ known: Int64) -> Int128 {
    Int128(pair.budgetShare.numerator) * Int128(window) * Int128(budget.numerator) * Int128(known)
  }
}
