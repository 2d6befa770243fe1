extension Ratio {
  /// Whether so many samples bound the percentile from above: whether at most one time in twenty all of
  /// them lie below it, shareᴺ ≤ 1/20.
  ///
  /// In parts of 2⁶², each product rounded up.
  package func isEstimable(from count: Int64) -> Bool {
    let one = UInt128(1) << 62
    func product(_ left: UInt128, _ right: UInt128) -> UInt128 { (left * right + one - 1) / one }
    var power = one
    var square = (UInt128(numerator) * one + UInt128(denominator) - 1) / UInt128(denominator)
    var left = count
    while left > 0 {
      if left % 2 == 1 { power = product(power, square) }
      square = product(square, square)
      left /= 2
    }
    return power * 20 <= one
  }

  /// The fewest samples from which a percentile of this rank is estimable; at most 2⁴⁰.
  package var fewestEstimable: Int64 {
    var low: Int64 = 1
    var high: Int64 = 1 << 40
    while low < high {
      let middle = (low + high) / 2
      if isEstimable(from: middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
