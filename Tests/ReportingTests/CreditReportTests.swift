import Accounting
import Agreement
import Chronology
import Judging
import Reporting
import TestKit
import Testing

/// What a report says of credits.
@Suite struct CreditReportTests {
  private func story(
    tie: TieRule = .jointReview,
    windowCap: String? = nil,
    yearCap: String? = nil,
    _ annotations: [RecordedAnnotation] = []
  ) throws -> ClauseStory {
    let tiers = [
      CreditTier(below: try ClauseStory.percent("99"), credit: try ClauseStory.percent("25")),
      CreditTier(below: try ClauseStory.percent("99.95"), credit: try ClauseStory.percent("10")),
    ]
    return ClauseStory(
      measurement: MeasurementClause(tie: tie),
      credits: CreditClauses(
        rules: [CreditRule("availability", .tiers(tiers))],
        windowCap: try windowCap.map { try ClauseStory.percent($0) },
        yearCap: try yearCap.map { try ClauseStory.percent($0) },
        claimWithin: .days(30)
      ),
      annotations: annotations,
      isSmall: true
    )
  }

  @Test func `a missed month gives its tier of the fee`() throws {
    let report = try story().report()
    let credit = try #require(report.credits?.windows.first)
    #expect(report.credits?.windows.count == 1)
    #expect(credit.name == "2026-03" && credit.window == report.window)
    #expect(credit.bounds.isCertain)
    #expect(credit.settled?.amount == (try ClauseStory.euros("120.00")))
    #expect(credit.claim == .claimable(until: report.window.end + .days(30)))
    let text = report.text()
    #expect(text.contains("contractual amount, reckoned  120.00 EUR"), "\(text)")
    #expect(report.json.contains("\"percent\": \"10.000000\""))
    #expect(report.json.contains("\"amount\": \"120.00\""))
  }

  @Test func `without credits there is no statement`() throws {
    let report = try ClauseStory(isSmall: true).report()
    #expect(report.credits == nil)
    #expect(report.json.contains("\"credits\": null"))
    #expect(!report.json.contains("\"credit\": "))
  }

  @Test(
    arguments: [
      (TieRule.jointReview, nil), (.provider, "0.00"), (.customer, "300.00"), (.estimate, nil),
    ] as [(TieRule, String?)]
  )
  func `where the verdict is open the credit is an interval`(
    tie: TieRule,
    amount: String?
  ) throws {
    // The first nine days are known and good; the rest may be either.
    let report = try story(tie: tie).report(until: "2026-03-10T00:00:00Z")
    let credit = try #require(report.credits?.windows.first)
    #expect(credit.bounds.least.amount?.amount == "0.00")
    #expect(credit.bounds.most.amount?.amount == "300.00")
    #expect(!credit.isCovered)
    #expect(credit.settled?.amount?.amount == amount)
    #expect(credit.claim == .insufficientCoverage)
    #expect(report.text().contains("from 0.00 to 300.00 EUR"), "\(report.text())")
    #expect(!report.text().contains("EUR, estimate"))
  }

  @Test func `what earlier windows of the year may have given is not left`() throws {
    // A year's cap of 1,440.00 €; in January and February nobody measured, and each may have given 300.00.
    let uncertain = try story(yearCap: "10").report()
    let room = try #require(uncertain.credits?.windows.first).bounds
    #expect(uncertain.credits?.windows.count == 1)
    #expect(room.least.yearRoom?.money(euro)?.amount == "840.00")
    #expect(room.most.yearRoom?.money(euro)?.amount == "1440.00")
    // Of a cap of 720.00 €, 120.00 are left if the customer prevails in both.
    let certain = try story(tie: .customer, yearCap: "5").report()
    let left = try #require(certain.credits?.windows.first).bounds
    #expect(left.least.yearRoom?.money(euro)?.amount == "120.00")
    #expect(left.most.yearRoom?.money(euro)?.amount == "120.00")
    #expect(left.most.exhaustsYear)
  }

  @Test(
    arguments: [
      (TieRule.jointReview, nil), (.provider, "120.00"), (.customer, "300.00"),
      (.estimate, "120.00"),
    ] as [(TieRule, String?)]
  )
  func `the rule for ties decides on a tier, too`(tie: TieRule, amount: String?) throws {
    // Down for 43 to 45 of 44,580 minutes, 44 by the estimate: below 99.95 % for certain, below 99.9 %
    // (44.58 minutes) perhaps.
    let tiers = [
      CreditTier(below: try ClauseStory.percent("99.9"), credit: try ClauseStory.percent("25")),
      CreditTier(below: try ClauseStory.percent("99.95"), credit: try ClauseStory.percent("10")),
    ]
    let story = ClauseStory(
      measurement: MeasurementClause(tie: tie),
      credits: CreditClauses(rules: [CreditRule("availability", .tiers(tiers))]),
      isSmall: true
    )
    let report = try story.report()
    #expect(report.results.first?.standing.proved == .missed)
    let credit = try #require(report.credits?.windows.first)
    #expect(credit.bounds.least.amount?.amount == "120.00")
    #expect(credit.bounds.most.amount?.amount == "300.00")
    #expect(credit.settled?.amount?.amount == amount)
  }

  @Test func `the cap of the window is a share of its fees`() throws {
    let bounds = try #require(story(windowCap: "5").report().credits?.windows.first).bounds
    #expect(bounds.least.sum?.money(euro)?.amount == "120.00")
    #expect(bounds.least.amount?.amount == "60.00")
  }

  @Test func `of credits that don't cumulate the smaller is told with the one that displaces it`()
    throws
  {
    let report = try ClauseStory.full(.english).report()
    let lines = try #require(report.credits?.windows.first).bounds.least.lines
    #expect(lines.filter { $0.displacedBy != nil }.map(\.objective) == ["downtime"])
    #expect(report.text().contains("not with availability, which is more"))
    #expect(report.json.contains("\"displaced_by\": \"availability\""))
  }

  @Test func `a fee that is not said leaves no amount`() throws {
    var story = try story()
    story.hasFee = false
    let report = try story.report()
    #expect(report.credits?.windows.first?.settled?.amount == nil)
    #expect(report.text().contains("none: the fee that availability is a share of is not said"))
    #expect(report.json.contains("\"obstacle\": \"fee-missing\""))
  }

  @Test func `of a window in which the agreement begins the fee is in proportion`() throws {
    var story = try story()
    story.effective = "2026-03-10"
    let credit = try #require(story.report().credits?.windows.first)
    #expect(credit.window.length == .hours(527))
    // 10 % of 527 ÷ 743 of 1,200.00 €.
    #expect(credit.settled?.amount?.amount == "85.11")
  }

  @Test func `a period of several windows has a statement of each, one of none says so`() throws {
    let quarter = try story().report(over: "2026-Q1")
    #expect(quarter.credits?.windows.map(\.name) == ["2026-01", "2026-02", "2026-03"])
    #expect(quarter.credits?.unreckoned == [])
    let day = try story().report(over: "2026-03-14")
    #expect(day.credits?.windows == [])
    #expect(day.credits?.unreckoned == ["availability"])
    #expect(day.text().contains("no whole window in this period: availability"))
  }

  @Test func `a claim is told with where it stands`() throws {
    let claim = try ClauseStory.declared(
      .claim,
      "0123456789ab",
      from: "2026-04-05T09:00:00Z",
      recorded: "2026-04-05T09:00:00Z",
      by: .customer
    )
    let report = try story([claim]).report()
    let credit = try #require(report.credits?.windows.first)
    #expect(credit.claim.name == "claimed")
    #expect(
      report.text().contains("claimed 2026-04-05 11:00:00 +02:00 by the customer (0123456789ab)")
    )
    #expect(report.json.contains("\"state\": \"claimed\""))
    #expect(report.json.contains("\"annotation\": \"0123456789ab\""))
    // Until facts may be declared no longer, nothing is claimable.
    let early = try story().report(at: "2026-04-02T08:00:00Z")
    #expect(early.credits?.windows.first?.claim == .computed)
    let late = try story().report(at: "2026-05-02T08:00:00Z")
    #expect(late.credits?.windows.first?.claim.name == "expired")
  }
}
