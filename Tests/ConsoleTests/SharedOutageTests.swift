import Chronology
import Posix
import Sampling
import Storage
import StoreFormat
import TestKit
import Testing

/// A trap in which counting tools fail, from samples in a store to the report.
///
/// 200 checks every 60 s, and one outage of 30 min in June that all of them share: each attempt then takes its
/// whole timeout of 10 s. Who runs attempts one after the other, or three at once as Gatus does by default,
/// takes only 540 of the 6,000 samples that were due in the outage, and drops the other ticks; who divides
/// good samples by all samples then reports 99.994 % for a true 99.931 %, because time without samples isn't in
/// the count at all. Here time counts, and a slot that was missed would be a gap.
@Suite(.timeLimit(.minutes(30))) struct SharedOutageTests {
  private static let checks = 200
  /// 2026-06-01T00:00:00Z: of June only this day is measured, the rest is deemed available.
  private static let start = Instant(seconds: 1_780_272_000)
  private static let day = 1_440
  private static let month: Int64 = 2_592_000_000

  private static func configuration() -> String {
    let lines = (0..<checks).map { "  c\($0): {tcp: \"127.0.0.1:1\"}\n" }.joined()
    return """
      vantage: test
      store: store
      defaults: {interval: 60s, timeout: 10s}
      agreements: agreement.yaml
      checks:
      \(lines)
      """
  }

  private static func agreement() -> String {
    let names = (0..<checks).map { "c\($0)" }.joined(separator: ", ")
    return RecordedFixture.agreement
      .replacing("effective: 2020-01-01", with: "effective: 2026-06-01\nuntil: 2026-06-01")
      .replacing("currency: EUR", with: "currency: EUR\npartial-window: deem-available")
      .replacing("available-when: web", with: "available-when: \"all(\(names))\"")
      .replacing("99%\", window: day", with: "99.95%\", window: month")
  }

  /// What an attempt at `start` sees: an answer in 20 ms, or as soon as the outage is over, or none in 10 s.
  private static func sample(_ check: Int, _ start: Instant, _ outage: Interval) -> Sample {
    let left = outage.contains(start) ? outage.end - start : .zero
    let isDown = left > .seconds(10)
    let took = isDown ? TimeAmount.seconds(10) : left + .milliseconds(20)
    return Sample(
      series: SeriesID(number: UInt32(check)),
      due: start,
      start: start,
      outcome: isDown ? .down : .up,
      cause: isDown ? .connectTimeout : nil,
      phases: Phases(connect: UInt32(min(took, .seconds(10)).wholeMicroseconds))
    )
  }

  private func record(in folder: String, _ outage: Interval) async throws {
    let store = try Store.open(
      folder,
      clock: StoreClock(now: { Self.start + .days(2) }, bootTime: { 0 }),
      observer: Store.Observer(committed: { _ in })
    )
    let definitions = try (0..<Self.checks).map { number in
      CheckDefinition(
        id: try #require(CheckID("c\(number)")),
        method: "tcp",
        target: "127.0.0.1:1",
        interval: .seconds(60),
        timeout: .seconds(10),
        confirmation: Confirmation(),
        rules: ""
      )
    }
    let series = try await store.define(definitions)
    #expect(series.map(\.number) == (0..<UInt32(Self.checks)).map(\.self))
    // From a minute before the day to two after it, each check at its own place in the minute.
    for minute in -1...(Self.day + 1) {
      let due = Self.start + .minutes(Int64(minute))
      let samples = (0..<Self.checks).map { check in
        Self.sample(check, due + .milliseconds(300 * Int64(check)), outage)
      }
      store.append(samples.map { .sample($0) })
    }
    #expect(await store.close())
  }

  @Test(arguments: [UInt64(1), 2]) func `the report contains the truth`(seed: UInt64) async throws {
    var random = SplitMix64(seed: seed)
    let first = Self.start + .milliseconds(Int64(36_000_000 + random.next() % 3_600_000))
    let outage = Interval(first, first + .minutes(30))
    let scratch = try Scratch()
    try scratch.write(Self.configuration(), to: "constatd.yaml")
    try scratch.write(Self.agreement(), to: "agreement.yaml")
    try await record(in: scratch.file("store"), outage)
    let run = try ConsoleRun([
      "report", "shop", "--period", "2026-06", "--format", "json", "--config",
      scratch.file("constatd.yaml"),
    ])
    #expect(run.status == 0, "\(run.all.prefix(400))")
    let figures = TimeFigures(run.output)
    let truth: Int64 = 1_800_000
    #expect(figures["service"] == Self.month)
    #expect(figures["unknown"] == 0)
    #expect(figures["down_low"] <= truth)
    #expect(figures["down_high"] >= truth)
    #expect(abs(figures["down"] - truth) <= 2 * 60_000)
    // The bounds are as narrow as 200 checks at their own places make them.
    #expect(figures["down_low"] >= truth - 11_000)
    #expect(figures["down_high"] <= truth + 2 * 61_000)
    #expect(run.output.contains("\"verdict\": \"missed\""))

    // What counting says of the samples that three attempts at once leave of a month.
    let due: Int64 = 200 * 43_200
    let missed: Int64 = 200 * 30 - 3 * 180
    let counted = (due - missed - 540) * 1_000_000 / (due - missed)
    #expect(counted == 999_937, "others say 99.9937 %, for a true 99.9306 %")
  }
}

/// The numbers of `time_ms` of the first objective of a report in JSON.
struct TimeFigures {
  private let text: Substring

  init(_ report: String) {
    text = report.firstRange(of: "\"time_ms\"").map { report[$0.upperBound...] } ?? ""
  }

  /// The number under `key`; a number that fits nowhere if there is none.
  subscript(key: String) -> Int64 {
    guard let range = text.firstRange(of: "\"\(key)\": ") else { return .min / 2 }
    return Int64(text[range.upperBound...].prefix { $0.isNumber }) ?? .min / 2
  }
}
