import Agreement
import Chronology
import TestKit
import Testing

@testable import Accounting

/// A percentage such as `99.9%`.
func ratio(_ percentage: String) throws -> Ratio {
  try #require(Ratio(percentage: percentage), "\(percentage) is no percentage")
}

/// An amount such as `12.50`, in euros.
func euros(_ text: String) throws -> Money {
  try #require(Money(text, euro), "\(text) is no amount")
}

/// A fee such as `1000.00`, in cents.
func fee(_ text: String) throws -> Fraction { Fraction(try euros(text).units) }

/// The instant so many seconds after the epoch.
func second(_ count: Int64) -> Instant { Instant(seconds: count) }

/// `[start, end)` in seconds after the epoch, as a set.
func seconds(_ start: Int64, _ end: Int64) -> IntervalSet {
  IntervalSet([span(start * 1_000, end * 1_000)])
}

/// The whole of a month of 30 days, in milliseconds.
let thirtyDays = TimeAmount.days(30).wholeMilliseconds

/// An account without fees elsewhere: caps are shares of `windowFee`.
func creditAccount(
  _ rules: [CreditRule],
  nonCumulative: [[String]] = [],
  windowCap: String? = nil,
  yearCap: String? = nil,
  minimum: Money? = nil,
  windowFee: Fraction? = nil,
  yearFee: Fraction? = nil,
  before: ClosedRange<Int64> = 0...0
) throws -> CreditAccount {
  CreditAccount(
    CreditClauses(
      rules: rules,
      nonCumulative: nonCumulative,
      windowCap: try windowCap.map(ratio),
      yearCap: try yearCap.map(ratio),
      minimum: minimum
    ),
    currency: euro,
    windowFee: windowFee,
    yearFee: yearFee,
    before: before
  )
}
