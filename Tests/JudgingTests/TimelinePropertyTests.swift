import Chronology
import Sampling
import TestKit
import Testing

@testable import Judging

/// Holds timelines against an oracle that asks of every millisecond alone what it is.
@Suite struct TimelinePropertyTests {
  static let seeds: [UInt64] = Array(1...150)
  /// A tiny check, so that every millisecond can be asked: validity 14 ms.
  static let interval = TimeAmount.milliseconds(9)
  static let timeout = TimeAmount.milliseconds(5)

  static func random(_ seed: UInt64, count: Int = 40) -> [Sample] {
    var generator = SplitMix64(seed: seed)
    var time = origin + TimeAmount(nanoseconds: Int64.random(in: 0..<5_000_000, using: &generator))
    var isDown = false
    return (0..<count).map { _ in
      if Int.random(in: 0..<3, using: &generator) == 0 { isDown.toggle() }
      let isVoid = Int.random(in: 0..<10, using: &generator) == 0
      let sample = Sample(
        series: series,
        due: time,
        start: time,
        outcome: isVoid ? .void : isDown ? .down : .up,
        phases: Phases(connect: UInt32.random(in: 0..<6_000, using: &generator))
      )
      let isFar = Int.random(in: 0..<8, using: &generator) == 0
      let step = Int64.random(
        in: isFar ? 1...40_000_000 : 3_000_000...12_000_000,
        using: &generator
      )
      time = time + TimeAmount(nanoseconds: step)
      return sample
    }
  }

  static func definition() throws -> CheckDefinition {
    try JudgingTests.definition(interval: interval, timeout: timeout)
  }

  /// The oracle: no runs, no sums; each millisecond looks at its neighbours among the samples.
  static func naive(_ all: [Sample], _ stretch: Interval) -> TimeTally {
    let validity = interval + timeout
    let seen = all.filter { $0.outcome != .void }
    var tally = TimeTally(elapsed: stretch.end.milliseconds - stretch.start.milliseconds)
    for moment in stretch.start.milliseconds..<stretch.end.milliseconds {
      guard let index = seen.lastIndex(where: { $0.start.milliseconds <= moment }) else {
        tally.unknown += 1
        continue
      }
      let here = seen[index]
      let next = index + 1 < seen.count ? seen[index + 1] : nil
      let follower = next.flatMap { $0.start - here.start <= validity ? $0 : nil }
      if follower == nil, moment >= (here.start + validity).milliseconds {
        tally.unknown += 1
        continue
      }
      let attempt = min(here.end, here.start + validity, next?.start ?? here.start + validity)
      let middle = follower.map { next in
        let half = (next.start.nanoseconds - here.start.nanoseconds) / 2
        return Instant(nanoseconds: here.start.nanoseconds + half)
      }
      let wasDown = here.outcome == .down
      let willBeDown = follower?.outcome == .down
      let before = index > 0 ? seen[index - 1] : nil
      let justRecovered =
        !wasDown && before?.outcome == .down
        && before.map { here.start - $0.start <= validity } == true
        && moment < attempt.milliseconds
      var isLow = wasDown && (willBeDown || moment < attempt.milliseconds)
      if follower == nil, wasDown { isLow = moment < attempt.milliseconds }
      let isMiddle: Bool
      switch (wasDown, follower?.outcome) {
      case (true, nil), (true, .down): isMiddle = true
      case (true, _): isMiddle = moment < max(attempt, middle ?? attempt).milliseconds
      case (false, .down): isMiddle = moment >= (middle ?? attempt).milliseconds
      case (false, _): isMiddle = false
      }
      if isLow { tally.low += 1 }
      if isMiddle { tally.estimate += 1 }
      if wasDown || willBeDown || justRecovered { tally.high += 1 }
    }
    return tally
  }

  @Test(arguments: seeds) func `every window agrees with the oracle`(_ seed: UInt64) throws {
    let taken = Self.random(seed)
    let timeline = try judge([], Self.definition(), taken).timeline(of: storefront)
    var generator = SplitMix64(seed: ~seed)
    let last = try #require(taken.last).start.milliseconds + 30
    for _ in 0..<20 {
      let start = Int64.random(in: origin.milliseconds - 5..<last, using: &generator)
      let end = Int64.random(in: start...last, using: &generator)
      let stretch = Interval(Instant(milliseconds: start), Instant(milliseconds: end))
      let tally = timeline.tally(in: stretch)
      #expect(tally == Self.naive(taken, stretch), "window \(start)..\(end)")
      #expect(tally.low <= tally.estimate && tally.estimate <= tally.high)
      #expect(tally.up >= 0)
      #expect(tally.up + tally.estimate + tally.unknown == tally.elapsed)
      let unknown = timeline.unknownStretches(in: stretch)
      let length = unknown.reduce(0) { $0 + $1.interval.length.wholeMilliseconds }
      #expect(length == tally.unknown)
    }
  }

  @Test(arguments: seeds.prefix(40)) func `every beginning agrees with the oracle`(
    _ seed: UInt64
  ) throws {
    let taken = Self.random(seed)
    var judge = try judge([], Self.definition())
    for count in taken.indices {
      judge.take(taken[count])
      let end = taken[count].start.floored + .milliseconds(20)
      let stretch = Interval(origin, end)
      let known = Array(taken[...count])
      let timeline = judge.timeline(of: try storefront)
      #expect(timeline.tally(in: stretch) == Self.naive(known, stretch))
    }
  }

  @Test(arguments: seeds.prefix(60)) func `forgetting changes no window after it`(
    _ seed: UInt64
  ) throws {
    let taken = Self.random(seed, count: 120)
    let whole = try judge([], Self.definition(), taken).timeline(of: storefront)
    var pruned = try judge([], Self.definition())
    for sample in taken {
      pruned.take(sample)
      pruned.forget(before: sample.start - .milliseconds(200))
    }
    let timeline = pruned.timeline(of: try storefront)
    let end = try #require(taken.last).start.floored
    for back in stride(from: 0 as Int64, through: 190, by: 7) {
      let stretch = Interval(end - .milliseconds(back), end + .milliseconds(10))
      #expect(timeline.tally(in: stretch) == whole.tally(in: stretch))
    }
  }

  @Test(arguments: seeds.prefix(40)) func `folding keeps whole windows exact and others honest`(
    _ seed: UInt64
  ) throws {
    let taken = Self.random(seed, count: 400)
    let whole = try judge([], Self.definition(), taken).timeline(of: storefront)
    let limit: Int32 = seed % 2 == 0 ? 8 : 20
    var folding = Judge(agreements: [], timelineLimit: limit)
    folding.define(series, try Self.definition())
    for sample in taken { folding.take(sample) }
    let timeline = folding.timeline(of: try storefront)
    #expect(timeline.runs.count <= limit)
    let end = try #require(taken.last).start.floored
    let all = Interval(origin, end)
    #expect(timeline.tally(in: all) == whole.tally(in: all))
    for start in stride(from: 0 as Int64, to: (end - origin).wholeMilliseconds, by: 97) {
      let part = Interval(origin + .milliseconds(start), end)
      let (mine, exact) = (timeline.tally(in: part), whole.tally(in: part))
      #expect(mine.low <= exact.low)
      #expect(mine.high + mine.unknown >= exact.high + exact.unknown)
      #expect(mine.up + mine.estimate + mine.unknown == mine.elapsed)
    }
  }
}
