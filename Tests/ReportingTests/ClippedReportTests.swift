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
}
