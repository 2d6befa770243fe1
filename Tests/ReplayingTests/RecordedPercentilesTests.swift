import Agreement
import Chronology
import Judging
import Reporting
import Sampling
import Storage
import StoreFormat
import TestKit
import Testing

@testable import Replaying

/// The value of a percentile, from a store to the report.
@Suite(.timeLimit(.minutes(30))) struct RecordedPercentilesTests {
  private func agreement() throws -> Agreement {
    let limit = LatencyLimit(
      phase: nil,
      within: .milliseconds(300),
      share: try percent("95%"),
      isPercentile: true
    )
    let plain = try ReplayingTests.agreement()
    return Agreement(
      id: plain.id,
      title: plain.title,
      revision: 1,
      effective: plain.effective,
      language: .english,
      timeZone: plain.timeZone,
      currency: plain.currency,
      parties: plain.parties,
      services: plain.services,
      objectives: [
        Objective(id: "p95", service: "front", indicator: .latencyShare(limit), window: .day),
        plain.objectives[0],
      ],
      sha256: "00"
    )
  }

  private func report(
    _ store: ScratchStore,
    _ period: Report.Period,
    at now: Instant,
    until end: Instant? = nil
  ) throws -> Report {
    let agreement = try agreement()
    let judge = try Replay.read(
      try store.reading(),
      until: end,
      judge: { Judge(agreements: [agreement]) }
    ).recollection.judge
    return try AgreementReport(store.path, vantage: "here", until: end)
      .make(on: agreement, by: judge, over: period, at: now, revisions: [])
  }

  @Test(arguments: [UInt64(3), 11]) func `it is that of all samples of the day, sorted`(
    seed: UInt64
  ) async throws {
    let store = try ScratchStore()
    let history = RandomHistory(seed: seed, steps: 300)
    _ = try await store.define(RandomHistory.definitions)
    for step in history.steps { try await store.write(step) }
    let report = try report(store, .current, at: history.end)
    let result = report.results[0]
    let figure = try #require(result.percentile)
    let samples = history.steps.flatMap { step -> [Sample] in
      if case .measured(let samples, _, _) = step { samples } else { [] }
    }.filter {
      $0.series.number == 0
        && result.standing.judged.contains(Instant(milliseconds: $0.start.milliseconds))
    }
    let values = samples.filter { $0.outcome.isAvailable }
      .map { ($0.end - $0.start).wholeMicroseconds }.sorted()
    let failed = samples.count { $0.outcome == .down }
    let rank = ((values.count + failed) * 95 + 99) / 100
    #expect(figure.valid == Int64(values.count + failed))
    #expect(figure.valid == result.standing.latencies?.valid)
    #expect(figure.failed == Int64(failed))
    let value = rank > values.count ? "\"failed\"" : "\(values[rank - 1])"
    #expect(report.json.contains("\"value_us\": \(value),"), "\(value)")
    #expect(report.results[1].percentile == nil)
  }

  @Test func `as of an instant only what was there by then counts`() async throws {
    let store = try ScratchStore()
    _ = try await store.define(RandomHistory.definitions)
    for number in 0..<40 as Range<Int64> {
      let took = UInt32(1_000 * (number + 1))
      try await store.write(
        [.sample(sample(number * 10, took: took))],
        at: at(number * 10 + 1)
      )
    }
    let period = Report.Period.fixed(name: "ten", Interval(at(0), at(400)))
    let all = try report(store, period, at: at(400))
    #expect(all.json.contains("\"value_us\": 38000,"), "\(all.json)")
    #expect(all.results[0].percentile?.isEstimable == false)
    let then = try report(store, period, at: at(195), until: at(195))
    #expect(then.results[0].percentile?.valid == 19)
    #expect(then.json.contains("\"value_us\": 19000,"), "\(then.json)")
  }
}
