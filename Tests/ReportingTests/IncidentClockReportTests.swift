import Accounting
import Agreement
import Chronology
import Judging
import TestKit
import Testing

@testable import Reporting

/// What the clocks of restoration (GTR) and response (GTI) show stands in the report, incident by incident.
@Suite struct IncidentClockReportTests {
  /// 44 minutes from 10:00 on 14 March (Paris), with a ticket at 10:05 and work at 10:25.
  private func report(_ language: Language = .english) throws -> Report {
    let incidents = try ClauseStory.full(language).report().incidents
    let id = try #require(incidents.first { $0.service == "storefront" }).id
    var story = try ClauseStory.full(language)
    story.annotations += [
      try ClauseStory.declared(
        .ticket,
        "0000000000a1",
        from: "2026-03-14T09:05:00Z",
        recorded: "2026-03-14T09:05:00Z",
        by: .customer,
        about: id
      ),
      try ClauseStory.declared(
        .acknowledge,
        "0000000000a2",
        from: "2026-03-14T09:25:00Z",
        recorded: "2026-03-14T09:26:00Z",
        about: "0000000000a1"
      ),
    ]
    return try story.report()
  }

  @Test func `each has its time, its deadline and what was declared of it`() throws {
    let report = try report()
    let restored = try #require(report.clocks.first { $0.objective == "restored" }?.incidents.first)
    // The last failure, at 10:43, ends in the minute before the success at 10:44.
    #expect(restored.reading.time == .minutes(44))
    #expect(restored.reading.wall == .minutes(44))
    #expect(restored.reading.standing == .late && restored.isCertain)
    #expect(restored.deadline == (try Story.instant("2026-03-14T09:30:00Z")))
    let begun = try #require(report.clocks.first { $0.objective == "begun" }?.incidents.first)
    // From the ticket on: 20 minutes, where 15 were promised.
    #expect(begun.reading.time == .minutes(20))
    #expect(begun.deadline == (try Story.instant("2026-03-14T09:20:00Z")))
    #expect(begun.reading.standing == .late)
    #expect(begun.tickets.map(\.id) == ["0000000000a1"])
    #expect(begun.acknowledgements.map(\.id) == ["0000000000a2"])
  }

  @Test func `every format has them`() throws {
    let report = try report()
    let text = report.text()
    #expect(
      text.contains(
        "    on the clock 0:20:00, by the wall 0:20:00, deadline 2026-03-14 10:20:00 +01:00\n"
      ),
      "\(text)"
    )
    #expect(text.contains("    acknowledged 2026-03-14 10:25:00 +01:00 (0000000000a2)\n"))
    #expect(report.json.contains("\"clock_ms\": 1200000"))
    #expect(report.json.contains("\"deadline\": \"2026-03-14T09:20:00Z\""))
    let rows = report.csv.split(separator: "\r\n")
    #expect(
      rows.first?.contains(",in_time_incidents,late_incidents,running_incidents,clock_") ?? false
    )
    #expect(rows.first { $0.contains(",begun,") }?.hasSuffix(",0,1,0,,,") ?? false)
    let detail = ReportDetail(of: report, by: Judge(agreements: []), at: report.window.end)
    for page in [report.html(detail), report.markdown(detail)] {
      #expect(page.contains("0:20:00") && page.contains("0000000000a2") && page.contains("late"))
    }
  }

  @Test func `without a ticket the clock has not begun, and says so`() throws {
    let report = try ClauseStory.full(.french).report()
    let begun = try #require(report.clocks.first { $0.objective == "begun" }?.incidents.first)
    #expect(begun.reading.standing == .notBegun && begun.deadline == nil)
    #expect(report.text().contains("non compté\u{A0}: pas de ticket"))
    #expect(report.json.contains("\"standing\": \"not-begun\""))
  }
}
