import Chronology
import TestKit
import Testing

@Suite struct CivilTimeTests {
  private func instant(_ text: String) throws -> Instant {
    try #require(Instant(rfc3339: text), "\(text)")
  }

  private func date(_ text: String) throws -> CivilDate {
    try #require(CivilDate(text), "\(text)")
  }

  @Test(arguments: [
    ("Europe/Paris", "2026-03-29T01:30:00Z", "2026-03-29 03:30:00 +02:00"),
    ("Europe/Paris", "2026-02-28T23:00:00Z", "2026-03-01 00:00:00 +01:00"),
    ("Europe/Paris", "1900-01-01T00:00:00Z", "1900-01-01 00:09:21 +00:09:21"),
    ("America/St_Johns", "2026-01-01T00:00:00.999Z", "2025-12-31 20:30:00 -03:30"),
    ("Asia/Kathmandu", "2026-01-01T00:00:00Z", "2026-01-01 05:45:00 +05:45"),
  ])
  func `the clocks of a zone show`(name: String, time: String, shown: String) throws {
    let zone = try ZoneRulesTests.zone(name)
    #expect(try CivilTime(instant(time), in: zone).description == shown)
  }

  @Test(arguments: [
    ("2026-03-29T01:30:00Z", "2026-03-29 03:30 +02:00"),
    ("2026-03-29T01:30:59Z", "2026-03-29 03:30:59 +02:00"),
  ])
  func `a time without seconds can be shown without them`(time: String, shown: String) throws {
    let zone = try ZoneRulesTests.zone("Europe/Paris")
    #expect(try CivilTime(instant(time), in: zone).minuteText == shown)
  }

  @Test func `a time shown once has one instant`() throws {
    let zone = try ZoneRulesTests.zone("Europe/Paris")
    let placement = try zone.placement(of: date("2026-07-14"), second: 36_000)
    #expect(try placement == .once(instant("2026-07-14T08:00:00Z")))
  }

  @Test func `a time in a gap is reckoned by the offset before`() throws {
    let zone = try ZoneRulesTests.zone("Europe/Paris")
    let placement = try zone.placement(of: date("2026-03-29"), second: 9_000)
    let skip = try instant("2026-03-29T01:00:00Z")
    #expect(try placement == .never(skippedAt: skip, reckoned: instant("2026-03-29T01:30:00Z")))
    #expect(try placement.instant == instant("2026-03-29T01:30:00Z"))
  }

  @Test func `a time in a fold has two instants, and the first is meant`() throws {
    let zone = try ZoneRulesTests.zone("Europe/Paris")
    let placement = try zone.placement(of: date("2026-10-25"), second: 9_000)
    let first = try instant("2026-10-25T00:30:00Z")
    #expect(try placement == .twice(first: first, last: instant("2026-10-25T01:30:00Z")))
    #expect(placement.instant == first)
  }

  @Test func `the date that Samoa left out has no time of its own`() throws {
    let zone = try ZoneRulesTests.zone("Pacific/Apia")
    let skip = try instant("2011-12-30T10:00:00Z")
    #expect(try zone.start(of: date("2011-12-30")) == skip)
    #expect(try zone.start(of: date("2011-12-31")) == skip)
    let noon = try zone.placement(of: date("2011-12-30"), second: 43_200)
    #expect(try noon == .never(skippedAt: skip, reckoned: instant("2011-12-30T22:00:00Z")))
  }

  @Test(arguments: ZoneRulesTests.chosen)
  func `what the clocks show leads back to the instant`(name: String) throws {
    let zone = try ZoneRulesTests.zone(name)
    var random = SplitMix64(seed: 1)
    for _ in 0..<1_000 {
      let instant = Instant(seconds: .random(in: -2_000_000_000...6_000_000_000, using: &random))
      let shown = CivilTime(instant, in: zone)
      switch zone.placement(of: shown.date, second: shown.secondOfDay) {
      case .once(let found): #expect(found == instant)
      case .twice(let first, let last):
        #expect(first < last && (first == instant || last == instant))
      case .never: Issue.record("\(instant) shows \(shown), which is said never to be shown")
      }
    }
  }

  @Test(arguments: ZoneRulesTests.chosen)
  func `a day starts when its date is first shown, and at no earlier second`(
    name: String
  ) throws {
    let zone = try ZoneRulesTests.zone(name)
    for row in try TestFile.table("zones/changes.txt") where row[0] == name {
      let change = Instant(seconds: try #require(Int64(row[1])))
      let before = CivilTime(change - .seconds(1), in: zone).date
      for days in Int64(0)...2 {
        let start = zone.start(of: before.adding(days: days))
        #expect(CivilTime(start, in: zone).date >= before.adding(days: days))
        for second: Int64 in [1, 2, 59, 60, 61, 1_800, 3_599, 3_600, 3_601, 7_200, 86_400] {
          let earlier = CivilTime(start - .seconds(second), in: zone).date
          #expect(earlier < before.adding(days: days), "\(row)")
        }
      }
    }
  }
}
