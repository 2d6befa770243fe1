import Accounting
import Agreement
import Chronology
import Judging
import Reporting
import Sampling
import Testing

@testable import Replaying

/// The judge of one report: it keeps all that the report tells of its period.
@Suite(.timeLimit(.minutes(30))) struct ReportJudgeTests {
  private func report(
    on agreement: Agreement,
    _ period: String,
    at now: Instant,
    _ samples: [Sample]
  ) throws -> Report {
    let calendar = try CalendarWindows([agreement])
    let window = try #require(CivilWindow(period))
    let over = Report.Period.fixed(name: period, window.interval(in: .utc))
    var judge = calendar.judge(by: agreement, over: over, at: now)
    judge.define(
      SeriesID(number: 0),
      CheckDefinition(
        id: try checkID("web"),
        method: "tcp",
        target: "db.example:5432",
        interval: .seconds(2),
        timeout: .seconds(1),
        confirmation: Confirmation(),
        rules: ""
      )
    )
    for sample in samples { judge.take(sample) }
    return Report(
      on: agreement,
      by: judge,
      over: over,
      at: now,
      zone: .utc,
      zoneVersion: "any",
      vantage: "here",
      samples: 0
    )
  }

  /// A sample of a success `seconds` after `start`.
  private func sample(_ start: Instant, _ seconds: Int64, _ outcome: Outcome = .up) -> Sample {
    let time = start + .seconds(seconds)
    return Sample(
      series: SeriesID(number: 0),
      due: time,
      start: time,
      outcome: outcome,
      cause: outcome == .down ? .connectRefused : nil,
      flags: .imported
    )
  }

  @Test(arguments: [("2026-03-14", 1_440 as Int64, 0 as Int64), ("2026-03", 43_200, 86_400)])
  func `a month of lines a minute apart is good history, and adds up`(
    _ period: String,
    _ count: Int64,
    _ rest: Int64
  ) throws {
    let agreement = try agreement(timeZone: "UTC", windows: [.month])
    let start = try instant("2026-03-01T00:00:00Z")
    let lines = (0..<43_200).map { sample(start, Int64($0) * 60) }
    let report = try report(
      on: agreement,
      period,
      at: try instant("2026-04-02T00:00:00Z"),
      lines
    )
    let standing = try #require(report.results.first).standing
    // Each line vouches for 3 s of its minute.
    #expect(standing.time.unknown == (count * 57 + rest) * 1_000)
    #expect(standing.time.up == count * 3_000)
    let own = report.unknown.filter { $0.service == "front" }
    #expect(own.reduce(.zero) { $0 + $1.length } == .milliseconds(standing.time.unknown))
    #expect(own.count == count)
    #expect(own.allSatisfy { $0.cause == .gap(.noSample) && !$0.isSum })
  }

  @Test func `it follows the windows of a rolling objective through the period`() throws {
    let agreement = try agreement(timeZone: "UTC", windows: [.rolling(.minutes(5))])
    let start = try instant("2026-03-14T12:00:00Z")
    let story = (0..<900).map { number in
      sample(start, Int64(number) * 2, (300..<320).contains(number) ? .down : .up)
    }
    let report = try report(on: agreement, "2026-03-14", at: start + .days(1), story)
    let web = try #require(report.results.first { $0.objective.id == "web-0" })
    // 95 % over 5 min: 15 s, which the ninth failure exceeds.
    #expect(web.own?.breaches?.kept.map(\.begun) == [start + .seconds(616)])
    #expect(web.verdict == .missed)
  }
}
