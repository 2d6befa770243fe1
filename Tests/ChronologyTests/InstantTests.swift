import Chronology
import TestKit
import Testing

@Suite struct InstantTests {
  @Test(
    arguments: [
      (0, 0, 0), (1, 0, 0), (-1, -1, -1), (999_999_999, 999, 0), (1_000_000_000, 1_000, 1),
      (-1_000_000_000, -1_000, -1), (-1_000_000_001, -1_001, -2),
    ] as [(Int64, Int64, Int64)]
  )
  func `whole milliseconds and seconds are rounded towards the past`(
    nanoseconds: Int64,
    milliseconds: Int64,
    seconds: Int64
  ) {
    let instant = Instant(nanoseconds: nanoseconds)
    #expect(instant.milliseconds == milliseconds)
    #expect(instant.seconds == seconds)
  }

  @Test func `an amount leads there and back`() {
    let instant = Instant(milliseconds: 1_774_000_000_123)
    let later = instant + .minutes(90)
    #expect(later - instant == .seconds(5_400))
    #expect(later - .minutes(90) == instant)
    #expect(instant < later)
    let reading = MonotonicInstant(nanoseconds: 5)
    #expect(reading + .seconds(1) - reading == .seconds(1))
    #expect(reading < reading + .microseconds(1))
  }
}

@Suite struct InstantTextTests {
  @Test(
    arguments: [
      ("1970-01-01T00:00:00Z", 0),
      ("2026-03-31T22:00:00Z", 1_774_994_400_000_000_000),
      ("2026-03-31t22:00:00z", 1_774_994_400_000_000_000),
      ("2026-04-01T00:00:00+02:00", 1_774_994_400_000_000_000),
      ("2026-03-31T16:30:00-05:30", 1_774_994_400_000_000_000),
      ("2026-03-31T22:00:00.25Z", 1_774_994_400_250_000_000),
      ("2026-03-31T22:00:00.000000001Z", 1_774_994_400_000_000_001),
      ("2026-03-31T22:00:00-00:00", 1_774_994_400_000_000_000),
      // A leap second is the first second of the next minute.
      ("2016-12-31T23:59:60Z", 1_483_228_800_000_000_000),
      ("1969-12-31T23:59:59.999Z", -1_000_000),
      ("2024-02-29T00:00:00Z", 1_709_164_800_000_000_000),
    ] as [(String, Int64)]
  )
  func `a date-time of RFC 3339 is read`(text: String, nanoseconds: Int64) {
    #expect(Instant(rfc3339: text)?.nanoseconds == nanoseconds)
  }

  @Test(arguments: [
    "", "2026-03-31", "2026-03-31T22:00:00", "2026-03-31 22:00:00Z", "2026-03-31T22:00Z",
    "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-03-31T24:00:00Z",
    "2026-03-31T22:60:00Z", "2026-03-31T22:00:61Z", "2026-03-31T22:00:00.Z",
    "2026-03-31T22:00:00.1234567890Z", "2026-03-31T22:00:00+24:00", "2026-03-31T22:00:00+02:60",
    "2026-03-31T22:00:00+0200", "2026-03-31T22:00:00Zjunk", "2026-03-31T22:00:00,5Z",
    "0000-01-01T00:00:00Z", "1699-12-31T23:59:59Z", "9999-12-31T23:59:59Z",
    "+026-03-31T22:00:00Z", "２０２６-03-31T22:00:00Z", "2026-03-3\u{301}1T22:00:00Z",
  ])
  func `anything else is refused`(text: String) {
    #expect(Instant(rfc3339: text) == nil)
  }

  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00Z"),
      (1_774_994_400_250_000_000, "2026-03-31T22:00:00.250Z"),
      (1_774_994_400_000_250_000, "2026-03-31T22:00:00.000250Z"),
      (1_774_994_400_000_000_001, "2026-03-31T22:00:00.000000001Z"),
      (-1, "1969-12-31T23:59:59.999999999Z"),
    ] as [(Int64, String)]
  )
  func `an instant is written with as many decimals as it needs`(
    nanoseconds: Int64,
    text: String
  ) {
    #expect(Instant(nanoseconds: nanoseconds).description == text)
  }

  @Test func `decimals are cut off, never rounded`() {
    let instant = Instant(nanoseconds: 1_774_994_399_999_999_999)
    #expect(instant.rfc3339(decimals: 0) == "2026-03-31T21:59:59Z")
    #expect(instant.rfc3339(decimals: 3) == "2026-03-31T21:59:59.999Z")
    #expect(instant.timeOfDay == "21:59:59Z")
  }

  @Test func `what is written is read back as the same instant`() {
    var random = SplitMix64(seed: 3_339)
    for _ in 0..<20_000 {
      let seconds = Int64.random(in: -8_500_000_000...7_000_000_000, using: &random)
      let part: Int64 = [0, 1_000_000, 1_000, 1].randomElement(using: &random) ?? 0
      let fraction = Int64.random(in: 0...999, using: &random) * part
      let instant = Instant(nanoseconds: seconds * 1_000_000_000 + fraction)
      #expect(Instant(rfc3339: instant.description) == instant)
    }
  }
}
