import Agreement
import Chronology
import Judging
import Reporting
import Sampling
import TestKit
import Testing

/// A period that begins before the agreement is effective, 2026-01-01 in Paris.
@Suite struct ClippedReportTests {
  private func report(_ period: Report.Period, at now: String) throws -> Report {
    let check = try Story.check("www", interval: .seconds(60), timeout: .seconds(10))
    let agreement = try Story.agreement(.english, window: .month, check: check)
    var story = Story(agreement, checks: [check])
    story.tell(
      from: try Story.instant("2025-12-31T20:00:00Z"),
      to: try Story.instant("2026-01-01T02:00:00Z"),
      Story.failed
    )
    return Report(
      on: agreement,
      by: story.judge,
      over: period,
      at: try Story.instant(now),
      zone: try Story.paris(),
      zoneVersion: "2025b",
      vantage: "par1",
      samples: 0
    )
  }

  private func period(_ start: String, _ end: String) throws -> Report.Period {
    .fixed(name: "x", Interval(try Story.instant(start), try Story.instant(end)))
  }

  @Test func `it is cut to the time in which the agreement holds, visibly`() throws {
    let start = try Story.instant("2025-12-31T23:00:00Z")
    let end = "2026-01-01T01:00:00Z"
    let found = try report(period("2025-12-31T12:00:00Z", end), at: "2026-01-01T01:50:00Z")
    #expect(found.isClipped)
    #expect(found.window == Interval(start, try Story.instant(end)))
    let time = try #require(found.results.first).standing.time
    #expect(time.elapsed == 7_200_000)
    #expect(time.low == 7_200_000)
    #expect(found.unknown.allSatisfy { $0.interval.start >= start })
    #expect(found.json.contains("\"clipped\": true"), "\(found.json)")
    let line = "  cut off         all before the agreement is effective, 2026-01-01"
    #expect(found.text().split(separator: "\n").contains { $0 == line }, "\(found.text())")
  }

  @Test func `one that begins with the agreement is not cut`() throws {
    let whole = try report(
      period("2025-12-31T23:00:00Z", "2026-01-01T01:00:00Z"),
      at: "2026-01-01T01:50:00Z"
    )
    #expect(!whole.isClipped)
    #expect(whole.json.contains("\"clipped\": false"))
    #expect(!whole.text().contains("cut off"))
    #expect(try !report(.current, at: "2026-01-01T01:50:00Z").isClipped, "January is whole")
  }

  @Test(arguments: PartialWindow.allCases)
  func `one in which the agreement ends says so`(_ partial: PartialWindow) throws {
    let end = try #require(CivilDate("2026-03-15"))
    var report = try ClauseStory(isSmall: true, until: end, partial: partial).report()
    #expect(report.json.contains("\"until\": \"2026-03-15\""))
    #expect(report.text().contains("revision 3, in force from 2026-01-01 to 2026-03-15"))
    let line = "  cut off         all after the agreement's last day, 2026-03-15"
    let isTold = report.text().split(separator: "\n").contains { $0 == line }
    #expect(isTold == (partial == .prorate), "\(report.text())")
    let time = try #require(report.results.first).standing.time
    // 15 days are promised; the rest is no part of it, unless it is deemed available.
    if partial == .prorate { #expect(time.service == 15 * 86_400_000) }
    report.language = .french
    let detail = ReportDetail(of: report, by: Judge(agreements: []), at: report.window.end)
    let rule = "tout ce qui suit le dernier jour de la convention, 2026-03-15"
    for page in [report.html(detail), report.markdown(detail)] {
      #expect(page.contains("en vigueur du 2026-01-01 au 2026-03-15"))
      #expect(page.contains(rule) == (partial == .prorate))
    }
  }

  @Test func `one that the agreement outlives is not cut at its end`() throws {
    let end = try #require(CivilDate("2026-03-31"))
    let report = try ClauseStory(isSmall: true, until: end).report()
    #expect(report.text().contains("in force from 2026-01-01 to 2026-03-31"))
    #expect(!report.text().contains("cut off"))
    #expect(!(try ClauseStory(isSmall: true).report().text().contains("in force from")))
  }
}
