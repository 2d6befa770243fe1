import Chronology
import TestKit
import Testing

@Suite struct CivilWindowTests {
  private func window(_ text: String) throws -> CivilWindow {
    try #require(CivilWindow(text), "\(text)")
  }

  /// The accounting vectors V1, V2, V3, V26 and V27, and a week of each length.
  @Test(arguments: [
    ("Europe/Paris", "2026-03", "2026-02-28T23:00:00Z", 743),
    ("Europe/Paris", "2026-10", "2026-09-30T22:00:00Z", 745),
    ("Europe/Paris", "2026-04", "2026-03-31T22:00:00Z", 720),
    ("America/Havana", "2026-11-01", "2026-11-01T04:00:00Z", 25),
    ("Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00Z", 23),
    ("Europe/Paris", "2026-02", "2026-01-31T23:00:00Z", 672),
    ("Europe/Paris", "2024-02", "2024-01-31T23:00:00Z", 696),
    ("Europe/Paris", "2026-W13", "2026-03-22T23:00:00Z", 167),
    ("Europe/Paris", "2026-W43", "2026-10-18T22:00:00Z", 169),
    ("Europe/Paris", "2026-01-01", "2025-12-31T23:00:00Z", 24),
    ("Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z", 0),
    ("Pacific/Apia", "2011-12", "2011-12-01T10:00:00Z", 720),
  ])
  func `a window begins and lasts`(
    zone: String,
    name: String,
    start: String,
    hours: Int64
  ) throws {
    let interval = try window(name).interval(in: ZoneRulesTests.zone(zone))
    #expect(interval.start.description == start)
    #expect(interval.length == .hours(hours))
  }

  @Test(arguments: [
    "2026-03", "2026-12", "2024-02-29", "2026-W01", "2026-W53", "2020-W53", "2026", "2026-Q1",
    "2026-Q4",
  ])
  func `a name reads back as itself`(name: String) throws {
    #expect(try window(name).description == name)
  }

  @Test(arguments: [
    "", "202", "2026-Q0", "2026-Q5", "2026-q1", "2026-00", "2026-13", "2026-3", "2026-02-30",
    "2026-W00", "2025-W53", "2026-W54",
    "2026W13", "2026-w13", "1699-12", "2201-01", "2026-03-01T", "last", "２０２６-03", "-026-03",
  ])
  func `what names no window is refused`(name: String) {
    #expect(CivilWindow(name) == nil)
  }

  static let units: [CivilWindow.Unit] = [
    .year, .quarter, .month, .billingMonth(1), .billingMonth(15), .billingMonth(31), .week, .day,
  ]

  @Test func `windows follow each other without a gap`() throws {
    for name in ZoneRulesTests.chosen {
      let zone = try ZoneRulesTests.zone(name)
      for unit in CivilWindowTests.units {
        var window = CivilWindow(unit, holding: try #require(CivilDate("2023-11-30")))
        for _ in 0..<40 {
          #expect(window.next.previous == window)
          #expect(window.interval(in: zone).end == window.next.interval(in: zone).start)
          window = window.next
        }
      }
    }
  }

  @Test func `the window of an instant contains it, whatever the clocks do`() throws {
    var random = SplitMix64(seed: 3)
    for name in ZoneRulesTests.chosen {
      let zone = try ZoneRulesTests.zone(name)
      let changes = try TestFile.table("zones/changes.txt").filter { $0[0] == name }
        .compactMap { Int64($0[1]) }
      for change in changes + [0, 1_774_000_000] {
        for unit in CivilWindowTests.units {
          let instant = Instant(
            seconds: change + .random(in: -7_200...7_200, using: &random)
          )
          let window = CivilWindow(unit, containing: instant, in: zone)
          #expect(window.interval(in: zone).contains(instant), "\(name) \(instant) \(unit)")
        }
      }
    }
  }

  @Test func `a minute past a midnight that comes twice is in the day that has begun`() throws {
    // St. John's set its clocks back from 00:01 to 23:01 in 1996.
    let zone = try ZoneRulesTests.zone("America/St_Johns")
    let instant = try #require(Instant(rfc3339: "1996-10-27T03:00:00Z"))
    #expect(CivilTime(instant, in: zone).description == "1996-10-26 23:30:00 -03:30")
    #expect(CivilWindow(.day, containing: instant, in: zone).description == "1996-10-27")
  }
}
