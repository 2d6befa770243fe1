import Accounting
import Agreement
import Chronology
import Sampling
import Testing

@testable import Judging

/// The vectors of the agreement's arithmetic that concern this target, by their ids.
@Suite struct VectorTests {
  struct WindowCase: Sendable, CustomTestStringConvertible {
    var testDescription: String { id }
    let id: String
    let start: String
    let end: String
    let downSeconds: Int64
    let totalSeconds: Int64
    let verdict: Verdict
    let percent: String
  }

  static let windows = [
    WindowCase(
      id: "V1",
      start: "2026-02-28T23:00:00Z",
      end: "2026-03-31T22:00:00Z",
      downSeconds: 2_676,
      totalSeconds: 2_674_800,
      verdict: .missed,
      percent: "99.899955"
    ),
    WindowCase(
      id: "V2",
      start: "2026-09-30T22:00:00Z",
      end: "2026-10-31T23:00:00Z",
      downSeconds: 2_680,
      totalSeconds: 2_682_000,
      verdict: .met,
      percent: "99.900074"
    ),
    WindowCase(
      id: "V3",
      start: "2026-03-31T22:00:00Z",
      end: "2026-04-30T22:00:00Z",
      downSeconds: 2_592,
      totalSeconds: 2_592_000,
      verdict: .met,
      percent: "99.900000"
    ),
    WindowCase(
      id: "V3b",
      start: "2026-03-31T22:00:00Z",
      end: "2026-04-30T22:00:00Z",
      downSeconds: 2_593,
      totalSeconds: 2_592_000,
      verdict: .missed,
      percent: "99.899961"
    ),
  ]

  @Test(arguments: windows) func `a window's availability is judged exactly`(
    _ row: WindowCase
  ) throws {
    let start = try #require(Instant(rfc3339: row.start))
    let end = try #require(Instant(rfc3339: row.end))
    let total = (end - start).wholeMilliseconds
    #expect(total == row.totalSeconds * 1_000)
    let down = row.downSeconds * 1_000
    let target = try percent("99.9")
    let availability = Availability(
      TimeTally(elapsed: total, low: down, estimate: down, high: down),
      target: target
    )
    #expect(availability.verdict == row.verdict)
    #expect(availability.estimate.percent(decimals: 6) == row.percent)
    let budget = Budget(target: target, of: total)
    #expect(budget.amount == row.totalSeconds)
    #expect(budget.isExceeded(by: down) == (row.verdict == .missed))
  }

  @Test func `V3b is printed rounded down`() {
    #expect(Share(2_589_407_000, of: 2_592_000_000).percent(decimals: 2) == "99.89")
  }

  @Test func `V11 is undetermined, because unknown time may be either`() throws {
    let availability = Availability(
      TimeTally(
        elapsed: 2_592_000_000,
        low: 1_800_000,
        estimate: 1_800_000,
        high: 1_800_000,
        unknown: 7_200_000
      ),
      target: try percent("99.9")
    )
    #expect(availability.verdict == .undetermined)
    #expect(availability.low.percent(decimals: 6) == "99.652777")
    #expect(availability.estimate.percent(decimals: 6) == "99.930362")
    #expect(availability.high.percent(decimals: 6) == "99.930555")
    #expect(availability.coverage.percent(decimals: 6) == "99.722222")
  }

  struct Reconstruction: Sendable, CustomTestStringConvertible {
    var testDescription: String { id }
    let id: String
    let end: Int64
    let samples: [Sample]
    let low: Int64
    let estimate: Int64
    let high: Int64
    let unknown: Int64
  }

  static let reconstructions = [
    Reconstruction(
      id: "V9",
      end: 360,
      samples: samples("GGBBBGG"),
      low: 120_000,
      estimate: 180_000,
      high: 240_000,
      unknown: 0
    ),
    Reconstruction(
      id: "V9b",
      end: 120,
      samples: samples("GBG"),
      low: 0,
      estimate: 60_000,
      high: 120_000,
      unknown: 0
    ),
    Reconstruction(
      id: "V10",
      end: 600,
      samples: samples("GG") + samples(String(repeating: "B", count: 60), every: 5, from: 120)
        + samples("GGGG", from: 420),
      low: 295_000,
      estimate: 327_500,
      high: 360_000,
      unknown: 0
    ),
    Reconstruction(
      id: "V11b",
      end: 840,
      samples: samples("GGB          GG"),
      low: 0,
      estimate: 120_000,
      high: 150_000,
      unknown: 570_000
    ),
  ]

  @Test(arguments: reconstructions) func `a timeline is rebuilt from samples`(
    _ row: Reconstruction
  ) throws {
    let judge = try judge([], nil, row.samples)
    let expected = TimeTally(
      elapsed: row.end * 1_000,
      low: row.low,
      estimate: row.estimate,
      high: row.high,
      unknown: row.unknown
    )
    #expect(judge.timeline(of: try storefront).tally(in: span(0, row.end)) == expected)
  }

  @Test func `V11b is unknown from 210 to 780`() throws {
    let timeline = try judge([], nil, samples("GGB          GG")).timeline(of: storefront)
    #expect(
      timeline.unknownStretches(in: span(0, 840)) == [UnknownStretch(span(210, 780), .noSample)]
    )
    let run = DownRun(low: span(120, 120), estimate: span(90, 210), high: span(60, 210))
    #expect(timeline.downRuns(in: span(0, 840)) == [run])
  }

  @Test(arguments: [
    ("2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z", 90_000_000 as Int64),
    ("2026-04-23T22:00:00Z", "2026-04-24T21:00:00Z", 82_800_000),
  ]) func `V26: a day of 25 or 23 hours is judged in full`(
    _ start: String,
    _ end: String,
    _ length: Int64
  ) throws {
    let window = Interval(
      try #require(Instant(rfc3339: start)),
      try #require(Instant(rfc3339: end))
    )
    let judge = try judge([availability("99.9", over: .day)])
    let standing = judge.standing(of: judge.promises[0], in: .fixed(window), at: window.end)
    #expect(standing.time == TimeTally(elapsed: length, unknown: length))
    #expect(standing.budget.amount == length / 1_000)
    #expect(standing.verdict == .undetermined)
  }
}
