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
  private func report(_ language: Language = .english) throws -> (report: Report, judge: Judge) {
    let check = try Story.check("www", interval: .seconds(60), timeout: .seconds(10))
    let base = try Story.agreement(language, window: .month, check: check)
    let terms = ClockTerms(within: .milliseconds(100))
    let agreement = Agreement(
      id: base.id,
      title: base.title,
      revision: base.revision,
      effective: base.effective,
      language: language,
      timeZone: "UTC",
      currency: base.currency,
      parties: base.parties,
      services: base.services,
      objectives: [
        Objective(id: "exact", service: "storefront", indicator: .clock(terms), window: .month)
      ],
      sha256: base.sha256
    )
    let start = try Story.instant("2026-02-28T23:50:00Z")
    let end = try Story.instant("2026-04-01T00:10:00Z")
    var story = Story(agreement, checks: [check])
    story.tell(from: start, to: end, Story.up)
    var judge = story.judge
    let unsynchronized = try [
      Story.instant("2026-03-01T00:05:00Z"), Story.instant("2026-03-01T00:06:00Z"),
    ]
    var time = start
    while time < end {
      let isSynchronized = !unsynchronized.contains(time)
      judge.takeClock(
        at: time,
        isSynchronized: isSynchronized,
        uncertainty: isSynchronized ? .milliseconds(20) : nil,
        step: .zero
      )
      time = time + .seconds(60)
    }
    let report = Report(
      on: agreement,
      by: judge,
      over: .fixed(
        name: "2026-03",
        try #require(CivilWindow("2026-03")).interval(in: .utc)
      ),
      at: end,
      zone: .utc,
      zoneVersion: "2025b",
      vantage: "par1"
    )
    return (report, judge)
  }

  @Test func `The example of the documentation`() throws {
    let standing = try #require(try report().report.results.first).standing
    #expect(standing.time.low == 60_000)
    #expect(standing.time.estimate == 120_000)
    #expect(standing.time.high == 180_000)
    #expect(standing.verdict == .missed && standing.isClosed)
    #expect(standing.coverage.part == standing.coverage.whole)
  }

  @Test func `Every format says what is promised, and what of it was kept`() throws {
    let (report, judge) = try report()
    let text = report.text()
    #expect(text.contains("clock right within 100 ms ≥ 100 % of the time per month"), "\(text)")
    let french = try self.report(.french).report.text()
    #expect(french.contains("horloge juste à 100 ms"), "\(french)")
    #expect(report.json.contains("\"kind\": \"clock\""))
    #expect(report.json.contains("\"within_ms\": 100"), "\(report.json)")
    #expect(report.csv.contains(",clock,"), "\(report.csv)")
    let detail = ReportDetail(of: report, by: judge, at: report.window.end)
    #expect(report.markdown(detail).contains("clock right within 100 ms"))
    #expect(report.html(detail).contains("clock right within 100 ms"))
  }
}
