import Agreement
import Chronology
import Testing

/// Vectors of the agreement's arithmetic from end to end: from the text of an agreement, samples and
/// declarations in a store to the JSON of a report.
@Suite(.timeLimit(.minutes(30))) struct TextVectorTests {
  private func down(_ stage: VectorStage) async throws -> Int64 {
    TimeFigures(try await stage.report())["down"]
  }

  @Test(
    arguments: [
      ("remove", 259_200, 2_587, "missed", "99.899914", 2_584_800),
      ("available", 259_200, 2_587, "met", "99.900192", 2_592_000),
      ("remove", 259_140, 9_787, "missed", "99.622415", 2_592_000),
    ] as [(String, Int64, Int64, String, String, Int64)]
  )
  func `V4 and V5: work is excluded either way, or refused`(
    _ mode: String,
    _ notice: Int64,
    _ seconds: Int64,
    _ verdict: String,
    _ percent: String,
    _ whole: Int64
  ) async throws {
    let report = try await VectorStage(
      clauses: VectorStage.clauses(
        "availability: \">= 99.9%\"",
        "exclusions: {maintenance: {notice: 72h, at-most: unlimited, mode: \(mode)}}"
      ),
      outages: [VectorStage.span("2026-06-09T23:30:00Z", "2026-06-10T02:13:07Z")],
      annotations: [
        VectorStage.work(
          VectorStage.span("2026-06-10T00:00:00Z", "2026-06-10T02:00:00Z"),
          notice: .seconds(notice)
        )
      ],
      period: "2026-06"
    ).report()
    #expect(TimeFigures(report)["down"] == seconds * 1_000)
    #expect(report.contains("\"estimate_percent\": \"\(percent)\""))
    #expect(report.contains("\"verdict\": \"\(verdict)\""))
    #expect(report.contains("notice-short") == (notice < 259_200))
    let time = TimeFigures(report)
    let removed = mode == "remove" && notice == 259_200 ? time["excluded"] : 0
    #expect(time["service"] - removed == whole * 1_000)
  }

  @Test(
    arguments: [
      ("unlimited", 1_200), ("4h per month", 8_400), ("4h per month, counts: downtime", 1_200),
    ] as [(String, Int64)]
  )
  func `V6: a cap is used up in the order of time`(_ cap: String, _ seconds: Int64) async throws {
    let first = try VectorStage.span("2026-06-03T20:00:00Z", "2026-06-03T23:00:00Z")
    let second = try VectorStage.span("2026-06-17T20:00:00Z", "2026-06-17T23:00:00Z")
    let stage = VectorStage(
      clauses: VectorStage.clauses(
        "availability: \">= 99.9%\"",
        "exclusions: {maintenance: {notice: 72h, at-most: \(cap)}}"
      ),
      outages: [
        try VectorStage.span("2026-06-03T20:10:00Z", "2026-06-03T20:50:00Z"),
        try VectorStage.span("2026-06-17T20:05:00Z", "2026-06-17T23:20:00Z"),
      ],
      annotations: [first, second].map { VectorStage.work($0, notice: .hours(72)) },
      period: "2026-06"
    )
    #expect(try await down(stage) == seconds * 1_000)
  }

  @Test(arguments: ["2026-06", "2026-07"])
  func `V7: a window cuts an outage that is long enough as a whole`(period: String) async throws {
    let stage = VectorStage(
      clauses: VectorStage.clauses("availability: \">= 99.9%\", outage: {at-least: 5m}"),
      outages: [try VectorStage.span("2026-06-30T21:57:00Z", "2026-06-30T22:03:00Z")],
      period: period
    )
    #expect(try await down(stage) == 180_000)
  }

  @Test(arguments: [("net", 0), ("whole", 120)] as [(String, Int64)])
  func `V8: a floor measures what is left, or all`(_ measure: String, _ seconds: Int64)
    async throws
  {
    let stage = VectorStage(
      clauses: VectorStage.clauses(
        "availability: \">= 99.9%\", outage: {at-least: 5m, measure: \(measure)}",
        "exclusions: {maintenance: {notice: 72h, at-most: unlimited}}"
      ),
      outages: [try VectorStage.span("2026-06-10T10:00:00Z", "2026-06-10T10:06:00Z")],
      annotations: [
        VectorStage.work(
          try VectorStage.span("2026-06-10T10:02:00Z", "2026-06-10T10:10:00Z"),
          notice: .hours(72)
        )
      ],
      period: "2026-06"
    )
    #expect(try await down(stage) == seconds * 1_000)
  }

  @Test func `V12: hours with holidays`() async throws {
    let report = try await VectorStage(
      clauses: VectorStage.clauses(
        "availability: \">= 99.9%\"",
        hours:
          "{mon-fri: 08:00-20:00, holidays: [2026-05-01, 2026-05-08, 2026-05-14, 2026-05-25]}"
      ),
      outages: [VectorStage.span("2026-05-15T17:30:00Z", "2026-05-18T06:45:00Z")],
      period: "2026-05"
    ).report()
    #expect(TimeFigures(report)["service"] == 204 * 3_600_000)
    #expect(TimeFigures(report)["down"] == 75 * 60_000)
    #expect(report.contains("\"estimate_percent\": \"99.387254\""))
    #expect(report.contains("\"verdict\": \"missed\""))
  }

  @Test(arguments: [("4h", "met"), ("195m", "met"), ("194m", "missed")])
  func `V13: the clock of restoring shows 3 h 15`(_ within: String, _ verdict: String)
    async throws
  {
    let suspension = try VectorStage.span("2026-06-15T06:30:00Z", "2026-06-15T07:00:00Z")
    // It opens with the first failure and is over with the first success: 30 s within the outage.
    let opened = try VectorStage.span("2026-06-12T16:29:30Z", "2026-06-15T08:14:30Z")
    let report = try await VectorStage(
      clauses: VectorStage.clauses(
        "restore: {within: \(within), share: 100%, clock: {mon-fri: 08:00-20:00}}",
        "exclusions: {suspension: {declared-by: [provider], accepted-by: nobody}}"
      ),
      outages: [opened],
      annotations: [
        Annotation(
          kind: .suspension,
          scope: .agreement("hosting"),
          start: suspension.start,
          end: suspension.end,
          author: .provider,
          reason: "an unpaid bill"
        )
      ],
      period: "2026-06"
    ).report()
    #expect(report.contains("\"verdict\": \"\(verdict)\""), "\(report.prefix(3_000))")
  }

  @Test(
    arguments: [
      (259_200, "0.00"), (259_201, "100.00"), (25_920_000, "100.00"), (25_920_001, "300.00"),
      (129_600_000, "300.00"), (129_600_001, "1000.00"),
    ] as [(Int64, String)]
  )
  func `V14: the lowest tier that is missed gives the credit`(_ down: Int64, _ amount: String)
    async throws
  {
    let report = try await self.report(
      down,
      "99.99%",
      "credits: {o: {tiers: [{below: 99.99%, credit: 10%}, {below: 99%, credit: 30%},"
        + " {below: 95%, credit: 100%}]}, claim-within: unlimited}"
    )
    #expect(report.contains("\"estimate_amount\": \"\(amount)\""), "\(report.prefix(3_000))")
  }

  @Test(
    arguments: [
      (216, "0.00", "0.00"), (217, "0.00", "50.00"), (276, "50.00", "50.00"),
      (400, "150.00", "200.00"), (700, "300.00", "300.00"),
    ] as [(Int64, String, String)]
  )
  func `V15: hours beyond the budget give a credit each, up to the cap`(
    _ minutes: Int64,
    _ complete: String,
    _ started: String
  ) async throws {
    for (counting, amount) in [("complete", complete), ("started", started)] {
      let report = try await self.report(
        minutes * 60_000,
        "99.5%",
        "credits: {o: {per: 1h, credit: 5%, counting: \(counting)}, cap: {window: 30%},"
          + " claim-within: unlimited}"
      )
      let statement = try #require(report.firstRange(of: "\"credits\": {")).upperBound
      let estimate = try #require(report[statement...].firstRange(of: "\"estimate\": {")).upperBound
      let end = try #require(report[estimate...].firstRange(of: "\"high\": {")).lowerBound
      #expect(
        report[estimate..<end].contains("\"capped\": \"\(amount)\""),
        "\(report[estimate..<end])"
      )
    }
  }

  @Test(
    arguments: [("exact", 290), ("clock-minutes", 240), ("outage-minutes", 240)]
      as [(String, Int64)]
  )
  func `V25: whole minutes`(_ counting: String, _ seconds: Int64) async throws {
    let stage = VectorStage(
      clauses: VectorStage.clauses(
        "availability: \">= 99.9%\", outage: {at-least: 1m, count: \(counting)}"
      ),
      outages: [try VectorStage.span("2026-06-10T10:00:20Z", "2026-06-10T10:05:10Z")],
      period: "2026-06"
    )
    #expect(try await down(stage) == seconds * 1_000)
  }

  /// A report on June with one outage of so many milliseconds, for a fee of 1,000.00 a month.
  private func report(_ down: Int64, _ target: String, _ credits: String) async throws -> String {
    let start = try #require(Instant(rfc3339: "2026-06-10T10:00:00Z"))
    return try await VectorStage(
      clauses: VectorStage.clauses(
        "availability: \">= \(target)\"",
        fee: ", fee: {amount: 1000.00, per: month}",
        credits
      ),
      outages: [Interval(start, start + .milliseconds(down))],
      period: "2026-06"
    ).report()
  }
}
