/// A whole number that is not negative, of any size.
///
/// Sums of credits multiply the denominators of their shares, units and windows; so that no sum is
/// ever rounded before its end, their numbers may grow beyond 128 bits.
struct Natural: Hashable, Comparable, Sendable {
  /// The digits to the base 2³², the least first; the last is not 0.
  private var digits: [UInt32]

  /// The number `value`.
  ///
  /// - Precondition: `value` is not negative.
  init(_ value: Int64) {
    precondition(value >= 0, "a natural number is not negative")
    digits = []
    var rest = UInt64(value)
    while rest > 0 {
      digits.append(UInt32(truncatingIfNeeded: rest))
      rest >>= 32
    }
  }

  private init(digits: [UInt32]) {
    var digits = digits
    while digits.last == 0 { digits.removeLast() }
    self.digits = digits
  }

  /// Whether it is 0.
  var isZero: Bool { digits.isEmpty }

  /// The smaller number first.
  static func < (left: Natural, right: Natural) -> Bool {
    if left.digits.count != right.digits.count { return left.digits.count < right.digits.count }
    for place in left.digits.indices.reversed() where left.digits[place] != right.digits[place] {
      return left.digits[place] < right.digits[place]
    }
    return false
  }

  /// The sum.
  static func + (left: Natural, right: Natural) -> Natural {
    var sum: [UInt32] = []
    var carry: UInt64 = 0
    for place in 0..<max(left.digits.count, right.digits.count) {
      let column = left.digit(place) + right.digit(place) + carry
      sum.append(UInt32(truncatingIfNeeded: column))
      carry = column >> 32
    }
    sum.append(UInt32(carry))
    return Natural(digits: sum)
  }

  /// The difference.
  ///
  /// - Precondition: `right` is not more than `left`.
  static func - (left: Natural, right: Natural) -> Natural {
    precondition(right <= left, "a natural number is not negative")
    var difference: [UInt32] = []
    var borrow: UInt64 = 0
    for place in left.digits.indices {
      let column = (1 << 32) + left.digit(place) - right.digit(place) - borrow
      difference.append(UInt32(truncatingIfNeeded: column))
      borrow = column >> 32 == 0 ? 1 : 0
    }
    return Natural(digits: difference)
  }

  /// The product.
  static func * (left: Natural, right: Natural) -> Natural {
    var product = [UInt32](repeating: 0, count: left.digits.count + right.digits.count)
    for (shift, digit) in left.digits.enumerated() {
      var carry: UInt64 = 0
      for (place, other) in right.digits.enumerated() {
        let column = UInt64(digit) * UInt64(other) + UInt64(product[shift + place]) + carry
        product[shift + place] = UInt32(truncatingIfNeeded: column)
        carry = column >> 32
      }
      product[shift + right.digits.count] = UInt32(carry)
    }
    return Natural(digits: product)
  }

  private func digit(_ place: Int) -> UInt64 {
    place < digits.count ? UInt64(digits[place]) : 0
  }
}
