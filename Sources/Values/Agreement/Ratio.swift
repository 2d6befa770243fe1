/// An exact fraction between 0 and 1: a target such as 99.9 %, never a floating-point number.
///
/// Kept in lowest terms. The denominator is at most 10⁹, so that cross-multiplication with the
/// milliseconds of a century stays within `Int128`.
package struct Ratio: Hashable, Comparable, Sendable {
  /// 0 up to the denominator.
  package let numerator: Int64
  /// 1 to 1,000,000,000.
  package let denominator: Int64

  /// The fraction in lowest terms; nil unless 0 ≤ numerator ≤ denominator ≤ 10⁹ and it is not 0/0.
  package init?(_ numerator: Int64, _ denominator: Int64) {
    guard denominator > 0, denominator <= 1_000_000_000, (0...denominator).contains(numerator)
    else { return nil }
    let divisor = Ratio.greatestCommonDivisor(numerator, denominator)
    self.numerator = numerator / divisor
    self.denominator = denominator / divisor
  }

  /// Reads a percentage such as `99.9%` or `99.95 %`, with up to seven decimals; nil otherwise.
  package init?(percentage text: String) {
    guard text.hasSuffix("%") else { return nil }
    let number = text.dropLast().reversed().drop { $0 == " " }.reversed()
    let parts = String(number).split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = Ratio.digits(parts[0]), parts[0].utf8.count <= 3 else {
      return nil
    }
    var numerator = whole
    var denominator: Int64 = 100
    if parts.count == 2 {
      guard (1...7).contains(parts[1].utf8.count), let decimals = Ratio.digits(parts[1]) else {
        return nil
      }
      for _ in parts[1].utf8 {
        numerator *= 10
        denominator *= 10
      }
      numerator += decimals
    }
    self.init(numerator, denominator)
  }

  /// Nothing.
  package static let zero = Ratio(exactly: 0)

  /// One: every sample, all of the time.
  package static let one = Ratio(exactly: 1)

  private init(exactly whole: Int64) {
    numerator = whole
    denominator = 1
  }

  /// What is missing to one: the share that may fail.
  package var complement: Ratio {
    Ratio(complementOf: self)
  }

  private init(complementOf other: Ratio) {
    numerator = other.denominator - other.numerator
    denominator = other.denominator
  }

  /// By exact cross-multiplication.
  package static func < (left: Ratio, right: Ratio) -> Bool {
    Int128(left.numerator) * Int128(right.denominator)
      < Int128(right.numerator) * Int128(left.denominator)
  }

  /// Whether part ÷ whole ≥ this ratio, by exact cross-multiplication; true for a whole of zero.
  package func isReached(by part: Int64, of whole: Int64) -> Bool {
    Int128(part) * Int128(denominator) >= Int128(numerator) * Int128(whole)
  }

  /// `whole` times this ratio, rounded towards zero.
  package func portion(of whole: Int64) -> Int64 {
    Int64(Int128(whole) * Int128(numerator) / Int128(denominator))
  }

  private static func greatestCommonDivisor(_ first: Int64, _ second: Int64) -> Int64 {
    second == 0 ? first : greatestCommonDivisor(second, first % second)
  }

  private static func digits(_ text: Substring) -> Int64? {
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int64(text)
  }
}

extension Ratio: CustomStringConvertible {
  /// The percentage without a sign, exactly as short as it can be, cut off at seven decimals: `99.9`.
  package var description: String {
    percentText(part: numerator, of: denominator, decimals: 7).trimmingZeros
  }
}

/// part ÷ whole as a percentage, rounded towards zero to `decimals` digits, without a sign: `99.89`.
///
/// Rounding down is the rule of the agreement: 99.8999 must never print as 99.90 when it is missed.
/// `n/a` for a whole of zero.
///
/// - Precondition: `part` and `decimals` are 0 or more.
package func percentText(part: Int64, of whole: Int64, decimals: Int) -> String {
  precondition(part >= 0 && decimals >= 0, "no share is negative")
  guard whole > 0 else { return "n/a" }
  var scale: Int128 = 1
  for _ in 0..<decimals { scale *= 10 }
  let scaled = Int128(part) * 100 * scale / Int128(whole)
  guard decimals > 0 else { return "\(scaled)" }
  let fraction = "\(scaled % scale)"
  return "\(scaled / scale)."
    + String(repeating: "0", count: decimals - fraction.utf8.count) + fraction
}

extension String {
  /// The decimal number without zeros at its end, and without a bare point.
  fileprivate var trimmingZeros: String {
    var digits = self[...]
    while digits.last == "0" { digits = digits.dropLast() }
    return String(digits.last == "." ? digits.dropLast() : digits)
  }
}
