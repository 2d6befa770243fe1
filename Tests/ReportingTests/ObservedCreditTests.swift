import Accounting
import Agreement
import Chronology
import Judging
import Reporting
import TestKit
import Testing

/// Credits, and another share, of what is observed outside.
@Suite struct ObservedCreditTests {
  private static let start = Instant(seconds: 1_772_323_200)
  private static let month = Interval(start, start + .days(31))

  private func agreement(_ uncovered: UncoveredRule, _ language: Language = .english) throws
    -> Agreement
  {
    let tiers = [
      CreditTier(below: try ClauseStory.percent("70"), credit: try ClauseStory.percent("30")),
      CreditTier(below: try ClauseStory.percent("80"), credit: try ClauseStory.percent("10")),
    ]
    let fee = Fee(amount: try #require(Money("400.00", euro)), per: .month)
    return try ObservedDesk.agreement(
      [ObservedDesk.contacts(by: "calls", fee: fee)],
      [
        Objective(
          id: "helped",
          service: "contacts",
          indicator: .ratio(RatioTerms(try ClauseStory.percent("80"), uncovered: uncovered)),
          window: .month
        )
      ],
      language,
      Clauses(credits: CreditClauses(rules: [CreditRule("helped", .tiers(tiers))]))
    )
  }

  private func report(_ agreement: Agreement, good: Int64) -> Report {
    var judge = Judge(agreements: [agreement])
    judge.take(
      RecordedObservations(
        recorded: Self.month.end,
        feed: ObservationFeed(name: "calls", kind: .counts),
        source: "desk",
        author: .provider,
        hash: Array(repeating: 0, count: 32),
        entries: [
          ObservedEntry(
            id: "1",
            interval: Interval(Self.start, Self.start + .days(1)),
            good: good,
            valid: 100
          )
        ]
      )
    )
    return Report(
      on: agreement,
      by: judge,
      over: .fixed(name: "2026-03", Self.month),
      at: Self.month.end + .days(10),
      zone: .utc,
      zoneVersion: "2025b",
      vantage: "here"
    )
  }

  private func amounts(_ report: Report) throws -> [Int64?] {
    let bounds = try #require(report.credits?.windows.first).bounds
    return [bounds.least, bounds.estimate, bounds.most].map { $0.amount?.units }
  }

  @Test(
    arguments: [(80, 0), (79, 4_000), (70, 4_000), (69, 12_000), (0, 12_000)] as [(Int64, Int64)]
  )
  func `a share of cases gives the tier that it is strictly below`(
    good: Int64,
    cents: Int64
  ) throws {
    let report = report(try agreement(.ignore), good: good)
    #expect(try amounts(report) == [cents, cents, cents])
  }

  @Test func `where counts are asked of all time the credit is an interval`() throws {
    let report = report(try agreement(.unknown), good: 79)
    #expect(try amounts(report) == [0, 4_000, 12_000])
  }

  @Test func `another share is asked for beside what was agreed, in cases and not in time`() throws
  {
    var variation = Variation()
    variation.target = try ClauseStory.percent("75")
    for language in [Language.english, .french] {
      let agreed = report(try agreement(.ignore, language), good: 79)
      let whatIf = report(variation.varied(try agreement(.ignore, language)), good: 79)
      let comparison = Comparison(agreed, whatIf, policy: ["target=75%"], offsets: [])
      let text = comparison.text()
      let words =
        language == .english
        ? ["MISSED", "MET", "cases", "good", "entries that don't count"]
        : ["MANQUÉ", "TENU", "cas", "bons", "entrées qui ne comptent pas"]
      for word in words { #expect(text.contains(word), "\(word): \(text)") }
      #expect(!text.contains("down, proved") && !text.contains("indisponible"), "\(text)")
      #expect(comparison.json.contains("\"good\": 79") && !comparison.json.contains("time_ms"))
    }
  }
}
