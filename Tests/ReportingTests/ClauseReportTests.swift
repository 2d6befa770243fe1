import Accounting
import Agreement
import Chronology
import Judging
import Reporting
import TestKit
import Testing

/// What a report says of an agreement's clauses.
@Suite struct ClauseReportTests {
  @Test(arguments: Language.allCases)
  func `a month with every kind of clause as text`(language: Language) throws {
    let text = try ClauseStory.full(language).report().text()
    TestFile.expectGolden("Reporting/clauses.\(language.rawValue).txt", text)
    for line in text.split(separator: "\n") { #expect(line.count <= 100, "\(line)") }
  }

  @Test func `a month with every kind of clause as JSON`() throws {
    TestFile.expectGolden("Reporting/clauses.json", try ClauseStory.full(.english).report().json)
  }

  @Test func `what is to be excluded is told with its status, whatever that is`() throws {
    let exclusions = try ClauseStory.full(.english).report().exclusions
      .filter { $0.service == "storefront" }
    #expect(
      exclusions.map(\.decision.status)
        == [.accepted, .accepted, .rejected(.noticeShort), .claimed, .rejected(.noClause)]
    )
    #expect(
      exclusions.map(\.excluded) == [.hours(2), .minutes(10), .zero, .minutes(30), .zero]
    )
  }

  @Test func `only what touches the period is told`() throws {
    let story = try ClauseStory.full(.english)
    let report = try story.report(over: "2026-03-14")
    #expect(report.exclusions.map(\.decision.interval.start).allSatisfy(report.window.contains))
    #expect(report.exclusions.count == 3)
    #expect(try story.report(over: "2026-03-20").exclusions.isEmpty)
  }

  @Test func `disputed figures stand beside those that count`() throws {
    let report = try ClauseStory.full(.english).report()
    let standing = try #require(report.results.first).standing
    // Ten minutes of 44 were planned in time; the last 24 would be force majeure. What the estimate has
    // before the first failure, half a minute, was in nobody's plan.
    #expect(standing.time.estimate == 34 * 60_000)
    #expect(standing.disputed?.time.estimate == 630_000)
    #expect(report.text().contains("if all that is claimed or disputed were excluded"))
    #expect(report.json.contains("\"disputed\": "))
    let without = ClauseStory(isSmall: true)
    #expect(!(try without.report().text().contains("claimed or disputed")))
    #expect(!(try without.report().json.contains("\"disputed\"")))
  }

  @Test func `incidents have means, and of none there is none`() throws {
    let report = try ClauseStory(isSmall: true).report()
    let statistics = try #require(report.statistics.first).statistics
    #expect(statistics.count == 1)
    #expect(statistics.restore?.milliseconds == 2_640_000)
    let up = try #require(report.results.first).standing.time.up
    #expect(statistics.betweenFailures?.milliseconds == up)
    #expect(statistics.acknowledge == nil)
    #expect(report.text().contains("MTTR 0:44:00   MTBF 742:16:00   MTTA n/a"))
    let quiet = try ClauseStory(isSmall: true).report(over: "2026-03-20")
    #expect(quiet.statistics.map(\.statistics.count) == [0])
    #expect(quiet.statistics.first?.statistics.restore == nil)
    #expect(!quiet.text().contains("MTTR"))
  }

  @Test(arguments: [
    (Language.english, "figure not claimable"), (.french, "chiffre non opposable"),
  ])
  func `below the minimum coverage only the bounds are printed`(
    language: Language,
    words: String
  ) throws {
    let report = try ClauseStory(language: language, isSmall: true)
      .report(until: "2026-03-10T00:00:00Z")
    let standing = try #require(report.results.first).standing
    #expect(!standing.isClaimable && report.isClosed)
    let text = report.text()
    #expect(text.contains(words), "\(text)")
    let figures = try #require(
      text.split(separator: "\n").first { $0.contains("100") && $0.contains("—") }
    )
    #expect(figures.contains("%"))
    let judge = Judge(agreements: [report.agreement])
    let page = report.markdown(ReportDetail(of: report, by: judge, at: report.window.end))
    #expect(page.contains("| — |"), "\(page)")
    #expect(report.json.contains("\"claimable\": false"))
    #expect(report.json.contains("\"estimate_percent\": null"))
    #expect(!(try ClauseStory(language: language, isSmall: true).report().text().contains(words)))
  }

  @Test(arguments: [
    (TieRule.provider, "the provider prevails, as agreed"),
    (.customer, "the customer prevails, as agreed"),
    (.estimate, "the estimate decides, as agreed"),
  ])
  func `who prevails is told only where the bounds leave it open`(
    tie: TieRule,
    words: String
  ) throws {
    let story = ClauseStory(measurement: MeasurementClause(tie: tie), isSmall: true)
    // 44 failures exceed 22 min of budget; the day alone has less to spend as well.
    #expect(!(try story.report().text().contains(words)))
    let open = try story.report(until: "2026-03-31T21:00:00Z", over: "2026-03-31")
    #expect(open.results.first?.standing.proved == .undetermined)
    #expect(open.text().contains(words), "\(open.text())")
  }

  @Test func `percentages have the decimals that the agreement says, in texts alone`() throws {
    let report = try ClauseStory(isSmall: true).report()
    let estimate = try #require(report.results.first).standing.estimate
    #expect(report.text().contains("  \(estimate.number(decimals: 3)) %  "))
    #expect(!report.text().contains(estimate.number(decimals: 4)))
    #expect(report.json.contains("\"estimate_percent\": \"\(estimate.number(decimals: 6))\""))
  }
}
