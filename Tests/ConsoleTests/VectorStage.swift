import Agreement
import Chronology
import Sampling
import Storage
import StoreFormat
import TestKit
import Testing

/// One check every 10 min, the outages that it saw, and what was declared: told to a store, and reported by
/// `constat report` under the text of an agreement.
struct VectorStage {
  /// What an agreement says besides its parties: from `services` on.
  var clauses: String
  /// When the check was down; the estimate of each is exactly this.
  var outages: [Interval]
  var annotations: [Annotation] = []
  /// `2026-06`.
  var period: String

  private static let interval = TimeAmount.minutes(10)

  /// An interval of two times of RFC 3339.
  static func span(_ start: String, _ end: String) throws -> Interval {
    Interval(try #require(Instant(rfc3339: start)), try #require(Instant(rfc3339: end)))
  }

  /// The report in JSON.
  func report() async throws -> String {
    let scratch = try Scratch()
    try scratch.write(Self.configuration, to: "constatd.yaml")
    try scratch.write(Self.head + clauses, to: "agreement.yaml")
    try await record(in: scratch.file("store"))
    let run = try ConsoleRun([
      "report", "hosting", "--period", period, "--format", "json", "--config",
      scratch.file("constatd.yaml"),
    ])
    #expect(run.status == 0, "\(run.all.prefix(1_000))")
    return run.output
  }

  private static let configuration = """
    vantage: test
    store: store
    agreements: agreement.yaml
    checks:
      web: {tcp: "127.0.0.1:1", interval: 10m, timeout: 10s, confirm: {down: 1, up: 1}}

    """

  private static let head = """
    agreement: hosting
    title: Hosting
    revision: 1
    effective: 2026-01-01
    language: en
    time-zone: Europe/Paris
    currency: EUR
    parties: {provider: {name: A}, customer: {name: B}}
    measurement: {tie: estimate}

    """

  /// Samples from an hour before the period to an hour after it: around each end of an outage one 30 s
  /// before and one 30 s after, so that it lies halfway.
  private func samples(_ window: Interval) -> [(Instant, isDown: Bool)] {
    let half = TimeAmount.seconds(30)
    let edges = outages.flatMap { [$0.start, $0.end] }
    var times = Set(edges.flatMap { [$0 - half, $0 + half] })
    var time = window.start - .hours(1)
    while time < window.end + .hours(1) {
      if edges.allSatisfy({ time < $0 - half || time > $0 + half }) { times.insert(time) }
      time = time + Self.interval
    }
    return times.sorted().map { time in (time, outages.contains { $0.contains(time) }) }
  }

  private func record(in folder: String) async throws {
    let zone = try ZoneRules(tzif: TestFile.fixture("zones/Europe-Paris.tzif"))
    let window = try #require(CivilWindow(period)).interval(in: zone)
    let store = try Store.open(
      folder,
      clock: StoreClock(now: { window.end + .hours(2) }, bootTime: { 0 }),
      observer: Store.Observer(committed: { _ in })
    )
    let series = try await store.define([
      CheckDefinition(
        id: try #require(CheckID("web")),
        method: "tcp",
        target: "127.0.0.1:1",
        interval: Self.interval,
        timeout: .seconds(10),
        confirmation: Confirmation(down: 1, up: 1),
        rules: ""
      )
    ])
    store.append(
      annotations.map {
        .annotated(RecordedAnnotation($0, recordedAt: $0.noticed ?? $0.start))
      }
    )
    store.append(
      samples(window).map { start, isDown in
        .sample(
          Sample(
            series: series[0],
            due: start,
            start: start,
            outcome: isDown ? .down : .up,
            cause: isDown ? .connectRefused : nil
          )
        )
      }
    )
    #expect(await store.close())
  }
}

extension VectorStage {
  /// Work of the provider's, announced so long before.
  static func work(_ interval: Interval, notice: TimeAmount) -> Annotation {
    Annotation(
      kind: .maintenance,
      scope: .agreement("hosting"),
      start: interval.start,
      end: interval.end,
      noticed: interval.start - notice,
      author: .provider,
      reason: "an update"
    )
  }

  /// A service, and one objective on it.
  static func clauses(
    _ indicator: String,
    hours: String = "always",
    fee: String = "",
    _ rest: String = ""
  ) -> String {
    """
    services:
      shop: {description: The shop answers, available-when: web, hours: \(hours)\(fee)}
    objectives:
      o: {service: shop, \(indicator), window: month}
    \(rest)

    """
  }
}
