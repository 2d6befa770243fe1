import Accounting
import Agreement
import Chronology
import Sampling
import TestKit
import Testing

@testable import Judging

/// A window that is split gives parts that add up to it, whatever the agreement and the samples.
@Suite struct SplitWindowTests {
  private static let length: Int64 = 5 * 24 * 60

  /// So many minutes from the beginning.
  private func minute(_ number: Int64) -> Instant { RandomAgreement.origin + .minutes(number) }

  private func isJudged(_ window: Interval, _ promise: Promise, _ judge: Judge) throws -> Bool {
    let key = ServiceKey(agreement: promise.agreement.id, service: promise.service.id)
    return try !#require(judge.service(key)).skips(window)
  }

  /// Of parts with weights a length is floored once, for the figure: the sum of two may be 1 ms less.
  private func slack(_ promise: Promise) -> Int64 {
    if case .weighted = promise.service.composition { 1 } else { 0 }
  }

  private func counting(_ promise: Promise) -> OutageCounting {
    if case .availability(let terms) = promise.objective.indicator {
      terms.counting
    } else {
      .exact
    }
  }

  @Test(arguments: 1...60) func `the parts add up to the whole`(seed: UInt64) throws {
    let random = try RandomAgreement(seed: seed)
    var dice = SplitMix64(seed: seed &* 104_729)
    var judge = try random.judge()
    for told in random.story { judge.take(told) }
    let now = minute(Self.length + 60)
    var compared = 0
    for promise in judge.promises {
      let ends = (0..<3).map { _ in Int64.random(in: 0..<Self.length, using: &dice) }.sorted()
      let windows = [(0, 2), (0, 1), (1, 2)].map { pair in
        Interval(minute(ends[pair.0]), minute(ends[pair.1]))
      }
      guard try windows.allSatisfy({ try isJudged($0, promise, judge) }) else { continue }
      let times = windows.map { judge.standing(of: promise, in: .fixed($0), at: now).time }
      let (whole, first, second) = (times[0], times[1], times[2])
      let context = "seed \(seed) \(promise.objective.indicator.name) \(ends)"
      let slack = slack(promise)
      func expectSum(_ figure: (TimeTally) -> Int64, _ name: String) {
        let lost = figure(whole) - figure(first) - figure(second)
        #expect((0...slack).contains(lost), "\(name) \(lost) \(context)")
      }
      expectSum(\.elapsed, "elapsed")
      expectSum(\.removed, "removed")
      expectSum(\.deemed, "deemed")
      expectSum(\.unknown, "unknown")
      // The windows begin and end with minutes of the clock: it cuts none of those. One of an outage
      // it may cut in two, neither of which is whole.
      if counting(promise) != .outageMinutes {
        expectSum(\.low, "low")
        expectSum(\.estimate, "estimate")
      } else {
        #expect(first.low + second.low <= whole.low, "\(context)")
        #expect(first.estimate + second.estimate <= whole.estimate, "\(context)")
      }
      if counting(promise) == .exact { expectSum(\.high, "high") }
      compared += 1
    }
    #expect(compared > 0 || random.agreement.clauses.partial == .skip)
  }
}
