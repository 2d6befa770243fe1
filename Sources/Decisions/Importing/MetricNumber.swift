/// A number as OpenMetrics and Go write it: a sign, decimals and an exponent, kept exactly.
///
/// Source: OpenMetrics 1.0.0, `realnumber`; not-a-number and infinities are no such number.
struct MetricNumber: Hashable, Sendable {
  /// The longest one, in bytes.
  static let mostBytes = 64

  private let digits: Int128
  private let exponent: Int

  /// The number that a text spells; nil if it spells none, or one of more than 30 digits.
  init?(_ text: some Collection<UInt8>) {
    guard !text.isEmpty, text.count <= MetricNumber.mostBytes else { return nil }
    var bytes = Array(text)[...]
    let isNegative = bytes.first == UInt8(ascii: "-")
    if isNegative || bytes.first == UInt8(ascii: "+") { bytes = bytes.dropFirst() }
    var (digits, exponent, count): (Int128, Int, Int) = (0, 0, 0)
    var isFraction = false
    var hasDigits = false
    while let byte = bytes.first, byte.isDigit || byte == UInt8(ascii: ".") {
      bytes = bytes.dropFirst()
      if byte == UInt8(ascii: ".") {
        if isFraction { return nil }
        isFraction = true
        continue
      }
      hasDigits = true
      digits = digits * 10 + Int128(byte - UInt8(ascii: "0"))
      if digits > 0 { count += 1 }
      if count > 30 { return nil }
      if isFraction { exponent -= 1 }
    }
    guard hasDigits else { return nil }
    if let mark = bytes.first {
      guard mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E"),
        let own = Int(String(decoding: bytes.dropFirst(), as: UTF8.self)),
        (-400...400).contains(own)
      else { return nil }
      exponent += own
    }
    self.digits = isNegative ? -digits : digits
    self.exponent = exponent
  }

  /// How many units of a decimal place it is, and whether that is exact.
  ///
  /// Half a unit is rounded away from zero.
  ///
  /// - Parameter decimals: How many decimals the unit has: 6 for millionths.
  /// - Returns: nil beyond `Int64`.
  func units(decimals: Int) -> (count: Int64, isExact: Bool)? {
    var count = digits
    var isExact = true
    var shift = exponent + decimals
    while shift > 0, count != 0 {
      if abs(count) > Int128(Int64.max) { return nil }
      count *= 10
      shift -= 1
    }
    if shift < 0 {
      // 31 digits less leave nothing of 30.
      var divisor: Int128 = 1
      for _ in 0..<min(-shift, 31) { divisor *= 10 }
      let rest = abs(count % divisor)
      isExact = rest == 0
      count = count / divisor + (rest * 2 >= divisor ? count.signum() : 0)
    }
    return Int64(exactly: count).map { ($0, isExact) }
  }
}
