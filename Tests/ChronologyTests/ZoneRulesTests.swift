import Chronology
import TestKit
import Testing

@Suite struct ZoneRulesTests {
  static let chosen = [
    "Africa/Cairo", "Africa/Casablanca", "America/Havana", "America/Nuuk", "America/St_Johns",
    "Asia/Gaza", "Asia/Jerusalem", "Asia/Kathmandu", "Australia/Lord_Howe", "Europe/Dublin",
    "Europe/Paris", "Pacific/Apia",
  ]

  static func zone(_ name: String) throws -> ZoneRules {
    let file = String(name.map { $0 == "/" ? "-" : $0 })
    return try ZoneRules(tzif: TestFile.fixture("zones/\(file).tzif"))
  }

  @Test(arguments: chosen)
  func `every change is where another implementation has it`(name: String) throws {
    let rules = try Self.zone(name)
    for row in try TestFile.table("zones/changes.txt") where row[0] == name {
      let second = try #require(Int64(row[1]))
      #expect(rules.offset(at: Instant(seconds: second - 1)) == Int(row[2]), "\(row)")
      #expect(rules.offset(at: Instant(seconds: second)) == Int(row[3]), "\(row)")
      #expect(rules.stretch(at: second - 1).end == second, "\(row)")
      let instant = Instant(seconds: second)
      let change = try #require(rules.changes(in: Interval(instant, instant + .seconds(1))).first)
      #expect(change.before == Int(row[2]), "\(row)")
      #expect(change.after == Int(row[3]), "\(row)")
      #expect(rules.changes(in: Interval(instant - .hours(1), instant)).isEmpty, "\(row)")
    }
  }

  @Test func `a listed year has no change that isn't listed`() throws {
    let rows = try TestFile.table("zones/changes.txt")
    for name in Self.chosen {
      let rules = try Self.zone(name)
      for year in [1987, 1996, 2011, 2024, 2026, 2037, 2101] {
        let start = try #require(CivilDate(year: year, month: 1, day: 1)).daysSinceEpoch * 86_400
        let end = start + 366 * 86_400
        let span = Interval(Instant(seconds: start + 1), Instant(seconds: end))
        let found = rules.changes(in: span).map(\.instant.seconds)
        let listed = rows.filter { $0[0] == name }.compactMap { Int64($0[1]) }
          .filter { (start + 1..<end).contains($0) }
        #expect(found == listed, "\(name) \(year)")
      }
    }
  }

  @Test(.enabled(if: TestFile.hostZoneVersion == "2025b", "the table is of tzdata 2025b"))
  func `all zones of the host have the offsets of another implementation`() throws {
    for row in try TestFile.table("zones/offsets-2025b.txt") {
      let file = try #require(TestFile.hostZone(row[0]), "\(row[0])")
      let rules = try ZoneRules(tzif: file)
      var digest: UInt64 = 0xcbf2_9ce4_8422_2325
      for second in stride(from: Int64(0), to: 2_145_916_800, by: 2_777_777) {
        var offset = UInt32(bitPattern: Int32(rules.offset(at: Instant(seconds: second))))
        for _ in 0..<4 {
          digest = (digest ^ UInt64(offset & 0xFF)) &* 0x100_0000_01b3
          offset >>= 8
        }
      }
      #expect(String(digest, radix: 16) == String(row[1].drop { $0 == "0" }), "\(row[0])")
    }
  }

  @Test func `a change says what the clocks show before and after it`() throws {
    let year = try #require(CivilWindow("2026")).interval(in: .utc)
    let changes = try Self.zone("Europe/Paris").changes(in: year)
    let texts = changes.map { change -> String in
      "\(change.shownBefore.minuteText) to \(change.shownAfter.minuteText), \(change.shift)"
    }
    let expected = [
      "2026-03-29 02:00 +01:00 to 2026-03-29 03:00 +02:00, 1 h 00 min",
      "2026-10-25 03:00 +02:00 to 2026-10-25 02:00 +01:00, -1 h 00 min",
    ]
    #expect(texts == expected)
    #expect(ZoneRules.utc.changes(in: year).isEmpty)
  }

  @Test func `a zone that has always been at UTC has no stretch but one`() {
    #expect(ZoneRules.utc.stretch(at: .min).offset == 0)
    #expect(ZoneRules.utc.stretch(at: .max).end == nil)
  }

  @Test func `before its first change a zone has its first offset`() throws {
    // Paris kept its own mean time, 9 min 21 s before Greenwich.
    #expect(try Self.zone("Europe/Paris").offset(at: Instant(seconds: -9_000_000_000)) == 561)
  }
}
