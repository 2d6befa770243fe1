import Agreement
import Chronology
import Reporting
import Testing

@Suite struct ReportPeriodTests {
  private func period(_ text: String, _ unit: CivilWindow.Unit = .month) throws -> Report.Period? {
    let now = try Story.instant("2026-03-31T22:30:00Z")
    return Report.Period(text, at: now, in: try Story.paris(), unit: unit)
  }

  @Test(arguments: [
    ("this", "2026-04", "2026-03-31T22:00:00Z", "2026-04-30T22:00:00Z"),
    ("last", "2026-03", "2026-02-28T23:00:00Z", "2026-03-31T22:00:00Z"),
    ("2026-03-29", "2026-03-29", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"),
    ("2026-W13", "2026-W13", "2026-03-22T23:00:00Z", "2026-03-29T22:00:00Z"),
    (
      "2026-03-01..2026-03-29", "2026-03-01..2026-03-29", "2026-02-28T23:00:00Z",
      "2026-03-28T23:00:00Z"
    ),
    (
      "2026-03-01T00:00:00Z..2026-03-01T00:00:01.5Z",
      "2026-03-01T00:00:00Z..2026-03-01T00:00:01.5Z",
      "2026-03-01T00:00:00Z", "2026-03-01T00:00:01.500Z"
    ),
  ])
  func `a period is read`(text: String, name: String, start: String, end: String) throws {
    let interval = Interval(try Story.instant(start), try Story.instant(end))
    #expect(try period(text) == .fixed(name: name, interval))
  }

  @Test(arguments: [
    "", "..", "2026-03-02..2026-03-01", "2026-03-01..2026-03-01", "2026-03-01..",
    "..2026-03-01", "2026-03-01...2026-03-02", "yesterday", "1600-01-01..2026-01-01",
    "2026-01-01..2035-01-09", "1970-01-01..2026-01-01",
  ])
  func `what is no period is refused`(text: String) throws {
    #expect(try period(text) == nil)
  }

  @Test func `this week and this day are those of the zone`() throws {
    #expect(try period("this", .day) == period("2026-04-01"))
    #expect(try period("last", .week) == period("2026-W13"))
  }

  @Test(
    arguments: [
      (WindowRule.month, .month), (.week, .week), (.day, .day), (.rolling(.days(30)), nil),
    ] as [(WindowRule, CivilWindow.Unit?)]
  )
  func `the longest calendar window decides what this means`(
    rule: WindowRule,
    unit: CivilWindow.Unit?
  ) throws {
    let check = try Story.check("www", interval: .seconds(2), timeout: .seconds(1))
    #expect(try Story.agreement(.french, window: rule, check: check).reportUnit == unit)
  }
}
