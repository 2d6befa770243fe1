import Agreement
import Chronology
import Testing

@testable import Accounting

@Suite struct BurnThresholdTests {
  private static let names = ["hour", "six", "day", "three"]

  private func thresholds(_ target: String, _ window: Int64) throws -> [BurnThreshold] {
    try BurnPair.all.map {
      try #require(BurnThreshold($0, target: try ratio(target), window: .milliseconds(window)))
    }
  }

  @Test func `the four pairs, each with a short window of a twelfth`() {
    #expect(BurnPair.all.map(\.long) == [.hours(1), .hours(6), .hours(24), .days(3)])
    #expect(BurnPair.all.map(\.short) == [.minutes(5), .minutes(30), .hours(2), .hours(6)])
    #expect(BurnPair.all.map(\.urgency) == [.page, .page, .ticket, .ticket])
  }

  @Test(arguments: Vector.all("credits", "F"))
  func `the threshold follows from the length of the whole window`(vector: Vector) throws {
    let window = try vector.seconds("whole")
    for (name, threshold) in zip(Self.names, try thresholds("99.9%", window)) {
      let parts = try vector.text(name).split(separator: "/").map { try #require(Int64($0)) }
      #expect(threshold.factor == Fraction(parts[0], parts[1]), "\(name)")
    }
  }

  @Test(arguments: Vector.all("credits", "D"))
  func `how long an outage lasts until it burns too fast`(vector: Vector) throws {
    for (name, threshold) in zip(Self.names, try thresholds(vector.text("target"), thirtyDays)) {
      let long = threshold.pair.long.wholeMilliseconds
      let down = try vector.number(name)
      #expect(!threshold.isExceeded(by: down, of: long), "\(name)")
      #expect(threshold.isExceeded(by: down + 1, of: long), "\(name)")
    }
  }

  @Test func `what is down throughout may still not burn fast enough`() throws {
    // At 90 % the greatest burn rate is 10: below 14.4, and above the 6 of the next pair.
    #expect(try thresholds("90%", thirtyDays).map(\.canFire) == [false, true, true, true])
    #expect(try thresholds("99.9%", thirtyDays).allSatisfy(\.canFire))
  }

  @Test func `V19: one failure burns faster than the threshold`() throws {
    let vector = try Vector.one("credits", "V19")
    let threshold = try thresholds("99.9%", thirtyDays)[0]
    let bad = try vector.seconds("interval")
    let budget = Fraction(1, 1_000)
    let burns = [threshold.pair.long, threshold.pair.short].map {
      Fraction(bad, $0.wholeMilliseconds) / budget * Fraction(100)
    }
    #expect(burns.map(\.floor) == [try vector.number("hour"), try vector.number("five-minutes")])
    #expect(threshold.isExceeded(by: bad, of: threshold.pair.long.wholeMilliseconds))
    #expect(threshold.isExceeded(by: bad, of: threshold.pair.short.wholeMilliseconds))
  }

  @Test(arguments: [("99.9%", 51_840), ("99.99%", 5_184)] as [(String, Int64)])
  func `the coarsest interval of which one failure isn't too fast`(
    target: String,
    interval: Int64
  ) throws {
    let threshold = try thresholds(target, thirtyDays)[0]
    #expect(threshold.coarsestInterval == .milliseconds(interval))
    let long = threshold.pair.long.wholeMilliseconds
    #expect(!threshold.isExceeded(by: interval, of: long))
    #expect(threshold.isExceeded(by: interval + 1, of: long))
  }

  @Test func `nine tenths of the threshold are not yet clear, a little less is`() throws {
    let threshold = try thresholds("99.9%", thirtyDays)[0]
    // 0.9 × 14.4 × 0.001 of five minutes are 3.888 s.
    #expect(!threshold.isCleared(by: 3_888, of: 300_000))
    #expect(threshold.isCleared(by: 3_887, of: 300_000))
  }

  @Test func `without a budget or without time there is no threshold`() throws {
    #expect(BurnThreshold(BurnPair.all[0], target: .one, window: .days(30)) == nil)
    #expect(BurnThreshold(BurnPair.all[0], target: try ratio("99%"), window: .zero) == nil)
  }

  @Test func `a reading is of service time, and of what is known of it`() {
    let service = IntervalSet([span(0, 100), span(200, 300)])
    let reading = BurnReading(
      last: .milliseconds(150),
      before: Instant(milliseconds: 280),
      of: service,
      down: IntervalSet([span(0, 40), span(90, 210)]),
      unknown: IntervalSet([span(40, 60), span(270, 400)]),
      failures: [10, 35, 95, 150, 205, 285].map { Instant(milliseconds: $0) }
    )
    // The window is 30 to 100 and 200 to 280.
    #expect(reading == BurnReading(bad: 30, known: 120, expected: 150, failures: 3))
    #expect(reading.isCovered)
  }

  @Test(arguments: [(80, 100, true), (79, 100, false), (0, 0, false)] as [(Int64, Int64, Bool)])
  func `four fifths must be known`(known: Int64, expected: Int64, isCovered: Bool) {
    let reading = BurnReading(bad: 0, known: known, expected: expected, failures: 0)
    #expect(reading.isCovered == isCovered)
  }
}
