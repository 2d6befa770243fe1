import Agreement
import Chronology
import Judging
import Reporting
import Sampling
import TestKit
import Testing

/// The forecast of a month that goes on, as a report and the status tell it.
@Suite struct TrendReportTests {
  /// The vector V20: of the 43.2 minutes of April 30 are spent, 2 % of the last six hours were bad.
  private func april(_ language: Language) throws -> Report {
    let check = try Story.check("www", interval: .seconds(36), timeout: .seconds(2))
    let agreement = try Story.agreement(language, window: .month, check: check)
    var story = Story(agreement, checks: [check], zones: ["Europe/Paris": try Story.paris()])
    let start = try Story.instant("2026-03-31T22:00:00Z")
    // 1,368 s in one outage, 5 h of peace, and 432 s in the six hours after them.
    let failures = Set(3..<41).union((0..<12).map { 541 + $0 * 50 + 25 })
    story.tell(from: start, to: start + .seconds(36 * 1_142)) { time in
      let slot = Int((time - start).nanoseconds / 36_000_000_000)
      return Sample(
        series: SeriesID(number: 0),
        due: time,
        start: time,
        outcome: failures.contains(slot) ? .down : .up,
        cause: failures.contains(slot) ? .connectRefused : nil
      )
    }
    return Report(
      on: agreement,
      by: story.judge,
      over: .current,
      at: start + .seconds(36 * 1_141 + 1),
      zone: try Story.paris(),
      zoneVersion: "2025b",
      vantage: "par1",
      samples: 1_142
    )
  }

  @Test(arguments: [
    (Language.english, "at the trend of the last 6 h the budget is gone in 11 h 00 min"),
    (.french, "au rythme des 6 dernières heures, le budget est épuisé dans 11 h 00 min"),
  ])
  func `V20: the trend is told in the agreement's language`(
    _ language: Language,
    _ sentence: String
  ) throws {
    let text = try april(language).text()
    #expect(
      text.split(separator: "\n").map { $0.filter { $0 != " " } }.joined().contains(
        sentence.filter { $0 != " " }
      )
    )
    TestFile.expectGolden("Reporting/trend.\(language.rawValue).txt", text)
  }
}
