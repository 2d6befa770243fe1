import Agreement
import Chronology
import TestKit
import Testing

@testable import Accounting

/// An alert on timelines, look by look.
@Suite struct BurnPropertyTests {
  /// Whether and when it fires and is resolved, with a look every `step` seconds.
  private func story(
    _ threshold: BurnThreshold,
    until end: Int64,
    every step: Int64,
    down: IntervalSet,
    failures: [Instant]
  ) -> (said: [(Int64, BurnAction)], wasPending: Bool) {
    var alert = BurnAlert(threshold)
    var said: [(Int64, BurnAction)] = []
    var wasPending = false
    let service = seconds(-400_000, end)
    for now in stride(from: 0, through: end, by: Int(step)) {
      let look = BurnLook(
        at: second(now),
        watermark: second(now),
        long: reading(threshold.pair.long, now, service, down, failures),
        short: reading(threshold.pair.short, now, service, down, failures),
        isConfirmed: true
      )
      said += alert.take(look).map { (now, $0) }
      if case .pending = alert.phase { wasPending = true }
    }
    return (said, wasPending)
  }

  private func reading(
    _ length: TimeAmount,
    _ now: Int64,
    _ service: IntervalSet,
    _ down: IntervalSet,
    _ failures: [Instant]
  ) -> BurnReading {
    BurnReading(
      last: length,
      before: second(now),
      of: service,
      down: down,
      unknown: IntervalSet(),
      failures: failures.filter { $0 < second(now) }
    )
  }

  @Test func `V19: one failure never fires, whatever the target, the window and the interval`()
    throws
  {
    var random = SplitMix64(seed: 19)
    var pending = 0
    for _ in 0..<100 {
      let pair = try #require(BurnPair.all.randomElement(using: &random))
      let target = try #require(Ratio(Int64.random(in: 9_900...9_999, using: &random), 10_000))
      let window = TimeAmount.days(Int64.random(in: 1...40, using: &random))
      let threshold = try #require(BurnThreshold(pair, target: target, window: window))
      // One failure takes an interval away: up to the whole of the short window.
      let interval = Int64.random(in: 1...pair.short.wholeSeconds, using: &random)
      let start = Int64.random(in: 0...600, using: &random)
      let end = start + interval + pair.long.wholeSeconds + 600
      let story = story(
        threshold,
        until: end,
        every: max(1, pair.short.wholeSeconds / 10),
        down: seconds(start, start + interval),
        failures: [second(start)]
      )
      #expect(story.said.isEmpty, "\(pair) \(target) \(window) \(interval)")
      if story.wasPending { pending += 1 }
    }
    // Otherwise the burn rates were never too high, and nothing was held back.
    #expect(pending > 20)
  }

  /// 15 % of errors under 99.9 %: 14.4 × 0.001 × 3,600 s ÷ 0.15 is 345.6 s.
  @Test func `15 % of errors fire after 5.8 minutes, and are over some 5 minutes after their end`()
    throws
  {
    let threshold = try #require(
      BurnThreshold(BurnPair.all[0], target: try ratio("99.9%"), window: .days(30))
    )
    // From 3,600 s on, three of every twenty seconds are down, for half an hour.
    let starts = stride(from: 3_600 as Int64, to: 5_400, by: 20).map { $0 }
    let down = IntervalSet(starts.map { span($0 * 1_000, ($0 + 3) * 1_000) })
    let story = story(
      threshold,
      until: 9_000,
      every: 10,
      down: down,
      failures: starts.map(second)
    )
    #expect(story.said.map(\.1) == [.fire, .resolve])
    #expect((340...360).contains(story.said[0].0 - 3_600))
    #expect((240...300).contains(story.said[1].0 - 5_400))
  }

  @Test func `what fires also resolves once nothing fails any more`() throws {
    var random = SplitMix64(seed: 6)
    var fired = 0
    for _ in 0..<60 {
      let pair = BurnPair.all[Int.random(in: 0...1, using: &random)]
      let threshold = try #require(
        BurnThreshold(pair, target: try ratio("99.9%"), window: .days(30))
      )
      let starts = (0..<Int.random(in: 1...40, using: &random)).map { _ in
        Int64.random(in: 0...pair.long.wholeSeconds, using: &random)
      }
      let story = story(
        threshold,
        until: pair.long.wholeSeconds * 3,
        every: pair.short.wholeSeconds / 10,
        down: IntervalSet(starts.map { span($0 * 1_000, ($0 + 30) * 1_000) }),
        failures: starts.map(second)
      )
      let said = story.said.map(\.1)
      fired += said.count { $0 == .fire }
      #expect(said.count { $0 == .fire } == said.count { $0 == .resolve })
      for (index, action) in said.enumerated() {
        #expect(action == (index.isMultiple(of: 2) ? .fire : .resolve))
      }
    }
    #expect(fired > 20)
  }
}
