/// A signed length of time, in whole nanoseconds.
///
/// Accounting rounds to milliseconds only at its edge; inside, every length is exact. The range is
/// that of `Int64`: ±292 years. Overflow traps, so untrusted input is bounded where it is read.
package struct TimeAmount: Hashable, Comparable, Sendable {
  /// The length in nanoseconds.
  package let nanoseconds: Int64

  /// A length of `nanoseconds`.
  package init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  /// No time at all.
  package static let zero = TimeAmount(nanoseconds: 0)

  /// A length of `count` microseconds.
  package static func microseconds(_ count: Int64) -> TimeAmount {
    TimeAmount(nanoseconds: count * 1_000)
  }

  /// A length of `count` milliseconds.
  package static func milliseconds(_ count: Int64) -> TimeAmount {
    TimeAmount(nanoseconds: count * 1_000_000)
  }

  /// A length of `count` seconds.
  package static func seconds(_ count: Int64) -> TimeAmount {
    TimeAmount(nanoseconds: count * 1_000_000_000)
  }

  /// A length of `count` minutes of 60 s.
  package static func minutes(_ count: Int64) -> TimeAmount {
    .seconds(count * 60)
  }

  /// A length of `count` hours of 3,600 s.
  package static func hours(_ count: Int64) -> TimeAmount {
    .seconds(count * 3_600)
  }

  /// A length of `count` days of 86,400 s: never a civil day, which may have 23 or 25 hours.
  package static func days(_ count: Int64) -> TimeAmount {
    .seconds(count * 86_400)
  }

  /// The length without its sign.
  package var magnitude: TimeAmount { self < .zero ? .zero - self : self }

  /// Whole microseconds, rounded towards negative infinity.
  package var wholeMicroseconds: Int64 { floorDivide(nanoseconds, 1_000) }

  /// Whole milliseconds, rounded towards negative infinity.
  package var wholeMilliseconds: Int64 { floorDivide(nanoseconds, 1_000_000) }

  /// Whole seconds, rounded towards negative infinity.
  package var wholeSeconds: Int64 { floorDivide(nanoseconds, 1_000_000_000) }

  /// The shorter length first.
  package static func < (left: TimeAmount, right: TimeAmount) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  /// The sum of two lengths.
  package static func + (left: TimeAmount, right: TimeAmount) -> TimeAmount {
    TimeAmount(nanoseconds: left.nanoseconds + right.nanoseconds)
  }

  /// The difference of two lengths.
  package static func - (left: TimeAmount, right: TimeAmount) -> TimeAmount {
    TimeAmount(nanoseconds: left.nanoseconds - right.nanoseconds)
  }

  /// `count` times `amount`.
  package static func * (amount: TimeAmount, count: Int64) -> TimeAmount {
    TimeAmount(nanoseconds: amount.nanoseconds * count)
  }

  /// Adds `right` in place.
  package static func += (left: inout TimeAmount, right: TimeAmount) {
    left = left + right
  }

  /// Subtracts `right` in place.
  package static func -= (left: inout TimeAmount, right: TimeAmount) {
    left = left - right
  }
}

/// The quotient rounded towards negative infinity, where `/` rounds towards zero.
package func floorDivide(_ dividend: Int64, _ divisor: Int64) -> Int64 {
  let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
  return remainder != 0 && (remainder < 0) != (divisor < 0) ? quotient - 1 : quotient
}

/// The remainder that goes with ``floorDivide(_:_:)``: never negative for a positive divisor.
package func floorRemainder(_ dividend: Int64, _ divisor: Int64) -> Int64 {
  dividend - floorDivide(dividend, divisor) * divisor
}
