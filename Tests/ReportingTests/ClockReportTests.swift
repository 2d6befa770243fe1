import Accounting
import Agreement
import Chronology
import Judging
import Sampling
import TestKit
import Testing

@testable import Reporting

/// How a report tells of the measurer's own clock: the example of docs/accounting.md.
@Suite struct ClockReportTests {
  @Test func `The example of the documentation`() throws {
    let standing = try #require(WatchedMonth.clock().report.results.first).standing
    #expect(standing.time.low == 60_000)
    #expect(standing.time.estimate == 120_000)
    #expect(standing.time.high == 180_000)
    #expect(standing.verdict == .missed && standing.isClosed)
    #expect(standing.coverage.part == standing.coverage.whole)
  }

  @Test func `Every format says what is promised, and what of it was kept`() throws {
    let month = try WatchedMonth.clock()
    let (report, judge) = (month.report, month.judge)
    let text = report.text()
    #expect(text.contains("clock right within 100 ms ≥ 100 % of the time per month"), "\(text)")
    let french = try WatchedMonth.clock(.french).report.text()
    #expect(french.contains("horloge juste à 100 ms"), "\(french)")
    #expect(report.json.contains("\"kind\": \"clock\""))
    #expect(report.json.contains("\"within_ms\": 100"), "\(report.json)")
    #expect(report.csv.contains(",clock,"), "\(report.csv)")
    let detail = ReportDetail(of: report, by: judge, at: report.window.end)
    #expect(report.markdown(detail).contains("clock right within 100 ms"))
    #expect(report.html(detail).contains("clock right within 100 ms"))
  }
}
