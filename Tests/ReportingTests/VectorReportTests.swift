import Accounting
import Agreement
import Chronology
import Judging
import Reporting
import Sampling
import TestKit
import Testing

/// The accounting's vectors V1, V2, V3 and V3b from end to end: from the name of a civil month and
/// samples of a minute to the figure that is printed.
@Suite struct VectorReportTests {
  struct Month: Sendable, CustomTestStringConvertible {
    var testDescription: String { id }
    let id: String
    let name: String
    /// Failures a minute apart, and the time from the last one to the next success: together they
    /// make the estimate of the vector's downtime.
    let outage: (failures: Int64, rest: Int64)
    let down: Int64
    let total: Int64
    let percent: String
    let isMet: Bool
  }

  static let months = [
    Month(
      id: "V1",
      name: "2026-03",
      outage: (45, 12),
      down: 2_676,
      total: 2_674_800,
      percent: "99.899955",
      isMet: false
    ),
    Month(
      id: "V2",
      name: "2026-10",
      outage: (45, 20),
      down: 2_680,
      total: 2_682_000,
      // 99.9000745…, rounded down.
      percent: "99.900074",
      isMet: true
    ),
    Month(
      id: "V3",
      name: "2026-04",
      outage: (43, 84),
      down: 2_592,
      total: 2_592_000,
      percent: "99.900000",
      isMet: true
    ),
    Month(
      id: "V3b",
      name: "2026-04",
      outage: (43, 86),
      down: 2_593,
      total: 2_592_000,
      percent: "99.899961",
      isMet: false
    ),
  ]

  private func sample(_ time: Instant, _ outcome: Outcome) -> Sample {
    Sample(
      series: SeriesID(number: 0),
      due: time,
      start: time,
      outcome: outcome,
      cause: outcome == .down ? .connectRefused : nil
    )
  }

  @Test(arguments: months) func `a month's figure is that of the vector`(_ month: Month) throws {
    let zone = try Story.paris()
    let window = try #require(CivilWindow(month.name)).interval(in: zone)
    let check = try Story.check("www", interval: .seconds(60), timeout: .seconds(10))
    let agreement = try Story.agreement(.english, window: .month, check: check)
    var story = Story(agreement, checks: [check])
    let first = window.start + .hours(10)
    let last = first + .minutes(month.outage.failures - 1)
    story.tell(from: window.start - .minutes(1), to: first) { sample($0, .up) }
    story.tell(from: first, to: last + .seconds(1)) { sample($0, .down) }
    story.tell(from: last + .seconds(month.outage.rest), to: window.end + .minutes(2)) {
      sample($0, .up)
    }
    let report = Report(
      on: agreement,
      by: story.judge,
      over: .fixed(name: month.name, window),
      at: window.end + .minutes(3),
      zone: zone,
      zoneVersion: "any",
      vantage: "here",
      samples: 0
    )
    let standing = try #require(report.results.first).standing
    #expect(standing.time.elapsed == month.total * 1_000)
    #expect(standing.time.estimate == month.down * 1_000)
    #expect(standing.time.unknown == 0)
    #expect(standing.budget.amount == month.total)
    #expect(standing.budget.isExceeded(by: standing.spent.estimate) != month.isMet)
    #expect(report.json.contains("\"estimate_percent\": \"\(month.percent)\""), "\(report.json)")
  }

  /// V10: looking more often while it is down makes counts of samples lie; time does not.
  @Test func `a burst of samples weighs no more than its time`() throws {
    let check = try Story.check("www", interval: .seconds(60), timeout: .seconds(10))
    let agreement = try Story.agreement(.english, window: .month, check: check)
    var judge = Judge(agreements: [agreement])
    judge.define(SeriesID(number: 0), Story(agreement, checks: [check]).definitions[0])
    let start = try Story.instant("2026-03-14T09:00:00Z")
    let seconds: [(Int64, Outcome)] =
      [(0, .up), (60, .up)]
      + stride(from: 120, through: 415, by: 5).map { (Int64($0), .down) }
      + [(420, .up), (480, .up), (540, .up), (600, .up)]
    for (second, outcome) in seconds { judge.take(sample(start + .seconds(second), outcome)) }
    let window = Window.fixed(Interval(start, start + .minutes(10)))
    let standing = judge.standing(of: judge.promises[0], in: window, at: start + .minutes(10))
    #expect(seconds.count { $0.1 == .down } == 60 && seconds.count == 66)
    #expect(standing.time.low == 295_000)
    #expect(standing.time.estimate == 327_500)
    #expect(standing.time.high == 360_000)
    // 54.6 % down, and not 90.9 %.
    #expect(standing.estimate.percent(decimals: 1) == "45.4")
  }
}
