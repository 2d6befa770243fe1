package import Agreement

/// An exact fraction that is not negative, of any size: an amount of money before it is rounded, a
/// share of a fee, a budget in milliseconds.
///
/// A ``Agreement/Ratio`` is what an agreement says, at most one; this is what is reckoned from it.
package struct Fraction: Comparable, Sendable {
  private let numerator: Natural
  private let denominator: Natural

  /// `numerator` ÷ `denominator`.
  ///
  /// - Precondition: Neither is negative, and the denominator is not 0.
  package init(_ numerator: Int64, _ denominator: Int64 = 1) {
    precondition(denominator > 0, "a fraction has a denominator")
    self.init(Natural(numerator), Natural(denominator))
  }

  /// What an agreement says.
  package init(_ ratio: Ratio) {
    self.init(ratio.numerator, ratio.denominator)
  }

  private init(_ numerator: Natural, _ denominator: Natural) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// Nothing.
  package static let zero = Fraction(0)

  /// Whether it is 0.
  package var isZero: Bool { numerator.isZero }

  /// By exact cross-multiplication.
  package static func == (left: Fraction, right: Fraction) -> Bool {
    left.numerator * right.denominator == right.numerator * left.denominator
  }

  /// By exact cross-multiplication.
  package static func < (left: Fraction, right: Fraction) -> Bool {
    left.numerator * right.denominator < right.numerator * left.denominator
  }

  /// The sum.
  package static func + (left: Fraction, right: Fraction) -> Fraction {
    if left.denominator == right.denominator {
      return Fraction(left.numerator + right.numerator, left.denominator)
    }
    return Fraction(
      left.numerator * right.denominator + right.numerator * left.denominator,
      left.denominator * right.denominator
    )
  }

  /// The product.
  package static func * (left: Fraction, right: Fraction) -> Fraction {
    Fraction(left.numerator * right.numerator, left.denominator * right.denominator)
  }

  /// The quotient.
  ///
  /// - Precondition: `right` is not 0.
  package static func / (left: Fraction, right: Fraction) -> Fraction {
    precondition(!right.isZero, "nothing is divided by 0")
    return Fraction(left.numerator * right.denominator, left.denominator * right.numerator)
  }

  /// What is left after `other` is taken away; 0 if nothing is.
  package func less(_ other: Fraction) -> Fraction {
    let mine = numerator * other.denominator
    let theirs = other.numerator * denominator
    return theirs < mine ? Fraction(mine - theirs, denominator * other.denominator) : .zero
  }

  /// The greatest whole number that is not more; nil beyond `Int64`.
  package var floor: Int64? {
    guard numerator < Natural(.max) * denominator + denominator else { return nil }
    var least: Int64 = 0
    var most = Int64.max
    while least < most {
      let middle = most - (most - least) / 2
      if Natural(middle) * denominator <= numerator { least = middle } else { most = middle - 1 }
    }
    return least
  }

  /// The smallest whole number that is not less; nil beyond `Int64`.
  package var ceiling: Int64? {
    guard let floor else { return nil }
    if Fraction(floor) == self { return floor }
    return floor == .max ? nil : floor + 1
  }

  /// The nearest whole number, and the greater of two that are as near; nil beyond `Int64`.
  package var rounded: Int64? { (self + Fraction(1, 2)).floor }

  /// The percentage rounded towards zero to `decimals` digits, without a sign; nil beyond what can be
  /// written.
  ///
  /// - Precondition: `decimals` is 0 to 9.
  package func percent(decimals: Int) -> String? {
    precondition((0...9).contains(decimals), "0 to 9 decimals")
    var scale: Int64 = 100
    for _ in 0..<decimals { scale *= 10 }
    return (self * Fraction(scale)).floor.map {
      percentText(part: $0, of: scale, decimals: decimals)
    }
  }

  /// So many of the smallest units of a currency, rounded half up; nil beyond what money can say.
  package func money(_ currency: Currency) -> Money? {
    rounded.flatMap { Money(units: $0, currency) }
  }
}
