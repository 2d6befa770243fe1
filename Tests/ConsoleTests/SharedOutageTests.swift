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
  /// A store of the trap.
  struct Trap: Sendable {
    let seed: UInt64
    let checks: Int
    /// How many days are measured; where they are fewer than the month's, the rest is deemed available.
    let days: Int64
  }

  /// All of the month of 6 checks, and a day of 200; `make torture` has both in one.
  private static let traps =
    [Trap(seed: 1, checks: 6, days: 30), Trap(seed: 2, checks: 200, days: 1)]
    + (Environment.value(of: "CONSTAT_TORTURE") == nil
      ? [] : [Trap(seed: 3, checks: 200, days: 30)])

  private static func configuration(_ outage: SharedOutage) -> String {
    let lines = outage.definitions.map { "  \($0.id): {tcp: \"127.0.0.1:1\"}\n" }.joined()
    return """
      vantage: test
      store: store
      defaults: {interval: 60s, timeout: 10s}
      agreements: agreement.yaml
      checks:
      \(lines)
      """
  }

  private static func agreement(_ outage: SharedOutage, _ days: Int64) -> String {
    let names = outage.definitions.map(\.id.description).joined(separator: ", ")
    let until = days < 30 ? "\nuntil: 2026-06-0\(days)" : ""
    return RecordedFixture.agreement
      .replacing("effective: 2020-01-01", with: "effective: 2026-06-01\(until)")
      .replacing("currency: EUR", with: "currency: EUR\npartial-window: deem-available")
      .replacing("available-when: web", with: "available-when: \"all(\(names))\"")
      .replacing("99%\", window: day", with: "99.95%\", window: month")
  }

  private func record(_ outage: SharedOutage, _ days: Int64, in folder: String) async throws {
    let end = SharedOutage.start + .days(days + 1)
    let store = try Store.open(
      folder,
      clock: StoreClock(now: { end }, bootTime: { 0 }),
      observer: Store.Observer(committed: { _ in })
    )
    let series = try await store.define(outage.definitions)
    #expect(series.map(\.number) == outage.definitions.indices.map { UInt32($0) })
    // From a minute before it is measured to two after it.
    for hour in -1...(days * 24) {
      let minutes = max(-1, hour * 60)..<min(hour * 60 + 60, days * 1_440 + 2)
      store.append(
        minutes.flatMap { minute in
          outage.definitions.indices.map { .sample(outage.sample($0, minute: minute)) }
        }
      )
      // So that a month of 200 checks needs no month's memory.
      if hour % 24 == 0 { #expect(await store.flush()) }
    }
    #expect(await store.close())
  }

  @Test(arguments: traps) func `the report contains the truth`(trap: Trap) async throws {
    let outage = SharedOutage(seed: trap.seed, checks: trap.checks)
    let scratch = try Scratch()
    try scratch.write(Self.configuration(outage), to: "constatd.yaml")
    try scratch.write(Self.agreement(outage, trap.days), to: "agreement.yaml")
    try await record(outage, trap.days, in: scratch.file("store"))
    let run = try ConsoleRun([
      "report", "shop", "--period", "2026-06", "--format", "json", "--config",
      scratch.file("constatd.yaml"),
    ])
    #expect(run.status == 0, "\(run.all.prefix(400))")
    let figures = TimeFigures(run.output)
    let truth: Int64 = 1_800_000
    #expect(figures["service"] == SharedOutage.month.length.wholeMilliseconds)
    #expect(figures["unknown"] == 0)
    #expect(figures["down_low"] <= truth)
    #expect(figures["down_high"] >= truth)
    #expect(abs(figures["down"] - truth) <= 2 * 60_000)
    // The bounds are as narrow as checks at their own places make them.
    let spacing = outage.spacing.wholeMilliseconds
    #expect(figures["down_low"] >= truth - 10_000 - 2 * spacing - 400)
    #expect(figures["down_high"] <= truth + 2 * 61_000)
    #expect(run.output.contains("\"verdict\": \"missed\""))
  }

  @Test func `counting what three attempts at once leave hides nine tenths of the outage`() {
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
