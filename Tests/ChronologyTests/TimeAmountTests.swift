import Chronology
import Testing

@Suite struct TimeAmountTests {
  @Test func `units are what they say`() {
    #expect(TimeAmount.days(1) == .hours(24))
    #expect(TimeAmount.hours(1) == .minutes(60))
    #expect(TimeAmount.minutes(1) == .seconds(60))
    #expect(TimeAmount.seconds(1) == .milliseconds(1_000))
    #expect(TimeAmount.milliseconds(1) == .microseconds(1_000))
    #expect(TimeAmount.microseconds(1).nanoseconds == 1_000)
  }

  @Test func `whole units are rounded down, below zero too`() {
    let amount = TimeAmount(nanoseconds: -1)
    #expect(amount.wholeMicroseconds == -1)
    #expect(amount.wholeMilliseconds == -1)
    #expect(amount.wholeSeconds == -1)
    #expect(TimeAmount(nanoseconds: 1_999_999_999).wholeSeconds == 1)
  }

  @Test func `arithmetic is exact`() {
    var amount = TimeAmount.seconds(1) * 3
    amount += .milliseconds(5)
    amount -= .milliseconds(1_005)
    #expect(amount == .seconds(2))
    #expect(amount - .seconds(3) < .zero)
  }

  @Test(
    arguments: [
      (7, 2, 3, 1), (-7, 2, -4, 1), (7, -2, -4, -1), (-7, -2, 3, -1), (6, 3, 2, 0), (-6, 3, -2, 0),
    ] as [(Int64, Int64, Int64, Int64)]
  )
  func `division is rounded towards negative infinity`(
    dividend: Int64,
    divisor: Int64,
    quotient: Int64,
    remainder: Int64
  ) {
    #expect(floorDivide(dividend, divisor) == quotient)
    #expect(floorRemainder(dividend, divisor) == remainder)
  }

  @Test(
    arguments: [
      (0, "0 ms"), (350_999, "350 µs"), (999, "0 µs"), (87_900_000, "87 ms"),
      (4_250_000_000, "4.250 s"), (59_999_999_999, "59.999 s"), (9_000_000_000, "9 s"),
      (60_000_000_000, "1 min 00 s"), (792_000_000_000, "13 min 12 s"),
      (3_599_999_000_000, "59 min 59 s"), (7_500_000_000_000, "2 h 05 min"),
      (86_400_000_000_000, "1 d 00 h"), (2_674_800_000_000_000, "30 d 23 h"),
      (-1_000_000_000, "-1 s"), (.min, "-106751 d 23 h"),
    ] as [(Int64, String)]
  )
  func `a length reads as people say it, cut off and never rounded up`(
    nanoseconds: Int64,
    text: String
  ) {
    #expect(TimeAmount(nanoseconds: nanoseconds).description == text)
  }
}
