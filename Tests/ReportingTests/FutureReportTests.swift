import Agreement
import Chronology
import Reporting
import TestKit
import Testing

/// A report on a period that has not begun.
@Suite struct FutureReportTests {
  @Test(arguments: ["2026-04", "2027-01"])
  func `nothing is said to be judged until an instant to come`(period: String) throws {
    let story = try Story.march(until: "2026-03-14T09:20:00Z")
    let zone = try Story.paris()
    let window = try #require(CivilWindow(period)).interval(in: zone)
    let now = try Story.instant("2026-03-14T09:20:00Z")
    let report = Report(
      on: story.agreement,
      by: story.judge,
      over: .fixed(name: period, window),
      at: now,
      zone: zone,
      zoneVersion: "2025b",
      vantage: "par1",
      samples: 0
    )
    #expect(report.judgedUntil == now)
    #expect(!report.isClosed)
    #expect(!report.json.contains("judged_until"), "\(report.json)")
    #expect(report.json.contains("\"begun\": false"), "\(report.json)")
  }
}
