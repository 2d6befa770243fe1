import Agreement
import Chronology
import Events
import Judging
import Sampling
import TestKit
import Testing

@testable import Reporting

/// What the method says of each check, and of who made the report.
@Suite struct CheckTextTests {
  /// March until the tenth, of which nothing is known after the fifth at 09:00.
  private func report(_ language: Language = .english) throws -> Report {
    let check = try Story.check("www", interval: .seconds(60), timeout: .seconds(10))
    let agreement = try Story.agreement(language, window: .month, check: check)
    var story = Story(agreement, checks: [check])
    story.tell(
      from: try Story.instant("2026-02-28T22:50:00Z"),
      to: try Story.instant("2026-03-05T08:00:00Z"),
      Story.up
    )
    story.tell(
      from: try Story.instant("2026-03-05T10:00:00Z"),
      to: try Story.instant("2026-03-10T08:00:00Z"),
      Story.up
    )
    let zone = try Story.paris()
    return Report(
      on: agreement,
      by: story.judge,
      over: .fixed(name: "2026-03", try #require(CivilWindow("2026-03")).interval(in: zone)),
      at: try Story.instant("2026-03-10T08:00:00Z"),
      zone: zone,
      zoneVersion: "2025b",
      vantage: "par1"
    )
  }

  @Test func `what it surely sees and confirms, and its longest gap`() throws {
    let report = try report()
    // The last sample before the gap and the first after it each vouch for 90 s.
    #expect(report.checks.map(\.longestGap) == [.hours(2) + .minutes(1) - .seconds(90)])
    let line = CheckText(report: report).lines
    #expect(
      line == [
        "storefront (www): http https://www.example/health, every 60 s, V = 90 s; an outage of V and "
          + "longer is seen where time is known, one of 2 min (2 in a row) is confirmed; longest "
          + "unknown stretch 1:59:30"
      ],
      "\(line)"
    )
    #expect(report.json.contains("\"confirmed_from_ms\": 120000"))
    #expect(report.json.contains("\"longest_gap_ms\": 7170000"))
  }

  @Test func `an open report says as of when it was made, a closed one doesn't depend on it`()
    throws
  {
    let open = try report()
    #expect(open.json.contains("\"as_of\": \"\(open.judgedUntil)\""))
    #expect(open.text().contains("Made by constat \(Version.text), as of \(open.judgedUntil)."))
    #expect(open.judgedUntil <= (try Story.instant("2026-03-10T08:00:00Z")))
    let early = try ClauseStory(isSmall: true).report(at: "2026-04-10T08:00:00Z")
    let late = try ClauseStory(isSmall: true).report(at: "2026-04-11T08:00:00Z")
    #expect(early.json == late.json && early.text() == late.text())
    #expect(early.json.contains("\"as_of\": null"))
    #expect(
      try ClauseStory(language: .french, isSmall: true).report().text().contains("Établi par")
    )
  }
}
