import Accounting
import Agreement
import Chronology
import Sampling
import TestKit
import Testing

@testable import Judging

/// The percentile's own value, beside the verdict that counts decide.
@Suite struct LatencyValuesTests {
  /// V21 of the vectors, in ms.
  private static let times: [Int64] = [120, 80, 95, 300, 110, 105, 98, 2_000, 130, 101]

  private func figure(
    _ rank: String,
    failures: Int = 0,
    _ policy: FailurePolicy = .bad,
    phase: Phase? = nil
  ) throws -> PercentileFigure {
    let limit = LatencyLimit(
      phase: phase,
      within: .milliseconds(200),
      share: try percent(rank),
      failures: policy,
      isPercentile: true
    )
    let check = try storefront
    var values = LatencyValues(
      of: limit,
      by: Responsibilities(),
      in: [check: IntervalSet([span(0, 1_000)])]
    )
    for (index, time) in Self.times.enumerated() {
      values.take(sample(Int64(index), "G", took: .milliseconds(time)), of: check)
    }
    for index in 0..<failures { values.take(sample(100 + Int64(index), "B"), of: check) }
    values.take(sample(200, "V"), of: check)
    values.take(sample(1_000, "G", took: .seconds(9)), of: check)
    values.take(sample(300, "G", took: .seconds(9), flags: .timeNotMeasured), of: check)
    return values.figure()
  }

  @Test(arguments: [("50", 105_000), ("90", 300_000), ("95", 2_000_000)] as [(String, Int64)])
  func `the nearest rank`(rank: String, value: Int64) throws {
    let found = try figure(rank)
    #expect(found.value == .value(value))
    #expect(found.valid == 10)
    #expect(found.failed == 0)
  }

  @Test func `a failure is worse than any value`() throws {
    #expect(try figure("95", failures: 1).value == .failed)
    #expect(try figure("90", failures: 1).value == .value(2_000_000))
    #expect(try figure("95", failures: 1).failed == 1)
    #expect(try figure("95", failures: 1).valid == 11)
    #expect(try figure("95", failures: 1, .excluded).value == .value(2_000_000))
    #expect(try figure("95", failures: 1, .excluded).valid == 10)
  }

  @Test func `a phase alone has its own values`() throws {
    #expect(try figure("50", phase: .connect).value == .value(105_000))
    #expect(try figure("50", phase: .wait).value == .value(0))
  }

  @Test func `of nothing there is no value`() throws {
    let limit = LatencyLimit(phase: nil, within: .seconds(1), share: .one, isPercentile: true)
    let values = LatencyValues(of: limit, by: Responsibilities(), in: [:])
    #expect(values.hull == nil)
    #expect(values.figure().value == nil)
    #expect(values.figure().valid == 0)
  }

  @Test(arguments: [("90", 29), ("95", 59), ("99", 299), ("99.9", 2_995), ("99.99", 29_956)])
  func `so many samples bound a percentile from above`(rank: String, least: Int64) throws {
    let share = try percent(rank)
    #expect(share.isEstimable(from: least))
    #expect(!share.isEstimable(from: least - 1))
    #expect(share.isEstimable(from: .max))
    #expect(!share.isEstimable(from: 0))
  }

  @Test(arguments: 1...60) func `the value agrees with all of them sorted, and with the verdict`(
    seed: UInt64
  ) throws {
    var random = SplitMix64(seed: seed)
    let limit = LatencyLimit(
      phase: nil,
      within: .milliseconds(150),
      share: try percent("\(Int64.random(in: 1...99, using: &random))"),
      isPercentile: true
    )
    let objective = Objective(
      id: "p",
      service: "shop",
      indicator: .latencyShare(limit),
      window: .day
    )
    let letters: [Character] = ["G", "G", "G", "D", "B", "V"]
    let taken = (0..<Int64.random(in: 1...80, using: &random)).map { slot in
      sample(
        slot * 60,
        letters.randomElement(using: &random) ?? "G",
        took: .milliseconds(Int64.random(in: 1...200, using: &random))
      )
    }
    let facts = try judge([objective], nil, taken)
    let window = Window.fixed(span(0, 10_000))
    let standing = facts.standing(of: facts.promises[0], in: window, at: at(9_000))
    let times = facts.countedTime(of: facts.promises[0], in: window, at: at(9_000))
    var values = LatencyValues(of: limit, by: Responsibilities(), in: times)
    for sample in taken.shuffled() { values.take(sample, of: try storefront) }
    let found = values.figure()
    #expect(found.valid == standing.latencies?.valid)
    let sorted = taken.filter { $0.outcome.isAvailable }.map {
      ($0.end - $0.start).wholeMicroseconds
    }
    let oracle = Percentile(
      limit.share,
      of: sorted.map { (value: $0, count: 1) },
      failed: Int64(taken.count { $0.outcome == .down })
    )
    #expect(found.value == oracle)
    guard let latencies = standing.latencies, latencies.valid > 0 else { return }
    let isFast = if case .value(let time) = found.value { time <= 150_000 } else { false }
    #expect(isFast == limit.share.isReached(by: latencies.good, of: latencies.valid))
  }
}
