import Chronology
import TestKit
import Testing

/// The days of a zone.
@Suite struct LocalDayTests {
  private func days(_ zone: String, _ start: String, _ end: String) throws -> [LocalDay] {
    let rules = try ZoneRules(tzif: TestFile.fixture("zones/\(zone).tzif"))
    let from = try #require(CivilDate(start))
    let to = try #require(CivilDate(end))
    return rules.days(in: Interval(rules.start(of: from), rules.start(of: to)), limit: 400)
  }

  @Test func `a day is as long as the clocks make it`() throws {
    let days = try days("Europe-Paris", "2026-03-28", "2026-03-31")
    #expect(days.map { "\($0.date)" } == ["2026-03-28", "2026-03-29", "2026-03-30"])
    #expect(days.map(\.interval.length) == [.hours(24), .hours(23), .hours(24)])
  }

  @Test func `a date that the zone leaves out has no day`() throws {
    let days = try days("Pacific-Apia", "2011-12-28", "2012-01-01")
    #expect(days.map { "\($0.date)" } == ["2011-12-28", "2011-12-29", "2011-12-31"])
    #expect(days.map(\.interval.length) == [.hours(24), .hours(24), .hours(24)])
  }

  @Test func `days that a stretch cuts are its parts`() {
    let start = Instant(seconds: 86_400 * 3 - 10)
    let days = ZoneRules.utc.days(in: Interval(start, start + .hours(30)), limit: 9)
    #expect(days.map(\.interval.length) == [.seconds(10), .hours(24), .hours(6) - .seconds(10)])
    #expect(ZoneRules.utc.days(in: Interval(start, start + .days(30)), limit: 9).count == 9)
    #expect(ZoneRules.utc.days(in: Interval(start, start), limit: 9).isEmpty)
  }
}
