import Chronology
import TestKit
import Testing

/// Windows of 2020 to 2030 in twelve zones, against Python's zoneinfo (Tests/Fixtures/zones/windows.py).
@Suite struct WindowTableTests {
  static let units: [String: CivilWindow.Unit] = [
    "year": .year, "quarter": .quarter, "month": .month, "billing-1": .billingMonth(1),
    "billing-15": .billingMonth(15), "billing-31": .billingMonth(31),
  ]

  @Test(arguments: ZoneRulesTests.chosen)
  func `the windows of eleven years begin and last as another implementation has it`(
    name: String
  ) throws {
    let zone = try ZoneRulesTests.zone(name)
    let file = String(name.map { $0 == "/" ? "-" : $0 })
    let rows = try TestFile.table("zones/windows.txt").filter { $0[0] == file }
    #expect(rows.count == 66)
    for row in rows {
      let unit = try #require(Self.units[row[1]])
      let year = try #require(Int(row[2]))
      let newYear = try #require(CivilDate(year: year, month: 1, day: 1))
      var window = CivilWindow(unit, holding: newYear)
      if window.first < newYear { window = window.next }
      var start = Instant(seconds: try #require(Int64(row[3])))
      for minutes in row.dropFirst(4) {
        let interval = window.interval(in: zone)
        #expect(interval.start == start, "\(row.prefix(3)) \(window)")
        #expect(
          interval.length == .minutes(try #require(Int64(minutes))),
          "\(row.prefix(3)) \(window)"
        )
        start = interval.end
        window = window.next
      }
    }
  }

  @Test(arguments: [
    (15, "2026-03-14", "2026-02-15..2026-03-14"), (15, "2026-03-15", "2026-03-15..2026-04-14"),
    (31, "2026-02-27", "2026-01-31..2026-02-27"), (31, "2026-02-28", "2026-02-28..2026-03-30"),
    (31, "2024-02-28", "2024-01-31..2024-02-28"), (31, "2024-02-29", "2024-02-29..2024-03-30"),
    (31, "2026-03-31", "2026-03-31..2026-04-29"), (1, "2026-12-31", "2026-12-01..2026-12-31"),
    (30, "2026-01-05", "2025-12-30..2026-01-29"),
  ])
  func `a billing month holds a date`(day: Int, date: String, name: String) throws {
    let date = try #require(CivilDate(date))
    #expect(CivilWindow(.billingMonth(day), holding: date).description == name)
  }

  /// The accounting vector V27: thirty days aren't a month, nor thirty civil days.
  @Test func `thirty rolling days begin an hour before March does in a month of 743 hours`() throws
  {
    let zone = try ZoneRulesTests.zone("Europe/Paris")
    let end = zone.start(of: try #require(CivilDate("2026-04-01")))
    let start = end - .days(30)
    #expect(start.description == "2026-03-01T22:00:00Z")
    #expect(CivilTime(start, in: zone).description == "2026-03-01 23:00:00 +01:00")
    #expect((end - start) == .seconds(2_592_000))
    let march = CivilWindow(.month, containing: start, in: zone).interval(in: zone)
    #expect(march.start.description == "2026-02-28T23:00:00Z")
    #expect(march.end == end)
  }

  @Test func `the minutes of a day are where a rule means them`() throws {
    let paris = try ZoneRulesTests.zone("Europe/Paris")
    let spring = try #require(CivilDate("2026-03-29"))
    let autumn = try #require(CivilDate("2026-10-25"))
    func shown(_ date: CivilDate, _ minute: Int, _ zone: ZoneRules) -> String {
      zone.instant(of: date, minute: minute).description
    }
    #expect(shown(spring, 150, paris) == "2026-03-29T01:30:00Z")
    #expect(shown(autumn, 150, paris) == "2026-10-25T00:30:00Z")
    #expect(shown(autumn, 1_440, paris) == "2026-10-25T23:00:00Z")
    // Havana's midnight comes twice, Cairo's not at all.
    let havana = try ZoneRulesTests.zone("America/Havana")
    #expect(shown(try #require(CivilDate("2026-11-01")), 0, havana) == "2026-11-01T04:00:00Z")
    let cairo = try ZoneRulesTests.zone("Africa/Cairo")
    #expect(shown(try #require(CivilDate("2026-04-23")), 1_440, cairo) == "2026-04-23T22:00:00Z")
    let samoa = try ZoneRulesTests.zone("Pacific/Apia")
    #expect(samoa.leavesOut(try #require(CivilDate("2011-12-30"))))
    #expect(!samoa.leavesOut(try #require(CivilDate("2011-12-29"))))
    #expect(!samoa.leavesOut(try #require(CivilDate("2011-12-31"))))
  }
}
