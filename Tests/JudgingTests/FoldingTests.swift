import Chronology
import Sampling
import TestKit
import Testing

@testable import Judging

/// What a timeline knows of runs and unknown stretches of which only sums are left.
@Suite struct FoldingTests {
  /// A check every 2 s with a timeout of 1 s, of which a line a minute was imported.
  private func sparse(_ count: Int64, cuts: [Instant] = [], limit: Int32 = 16) throws -> Timeline {
    var judge = Judge(agreements: [], cuts: cuts, timelineLimit: limit)
    judge.define(series, try definition(interval: .seconds(2), timeout: .seconds(1)))
    for number in 0..<count { judge.take(sample(number * 60, "G")) }
    return judge.timeline(of: try storefront)
  }

  private func length(_ timeline: Timeline, in stretch: Interval) -> TimeAmount {
    let sums = timeline.unknownSums(in: stretch).map(\.length)
    let cut = timeline.onlySums(in: stretch).map(\.length)
    let single = timeline.unknownStretches(in: stretch).map(\.interval.length)
    return (sums + cut + single).reduce(.zero) { $0 + $1 }
  }

  @Test func `unknown time that was folded keeps its sum by cause`() throws {
    let timeline = try sparse(101)
    let whole = span(0, 6_000)
    #expect(timeline.tally(in: whole).unknown == 5_700_000)
    #expect(length(timeline, in: whole) == .seconds(5_700))
    #expect(timeline.onlySums(in: whole).isEmpty)
    let sum = try #require(timeline.unknownSums(in: whole).first)
    #expect(timeline.unknownSums(in: whole).count == 1)
    #expect(sum.cause == .noSample)
    #expect(sum.count + timeline.unknown.count == 100)
    #expect(sum.length == .seconds(57) * Int64(sum.count))
    #expect(sum.interval == span(3, Int64(sum.count) * 60))
  }

  @Test func `a window that cuts folded time is not damaged, and its parts add up`() throws {
    let timeline = try sparse(101)
    let part = span(600, 6_000)
    let cut = try #require(timeline.onlySums(in: part).first)
    #expect(cut.start == at(600))
    #expect(!timeline.unknownStretches(in: part).contains { $0.cause == .damaged })
    #expect(timeline.tally(in: part).unknown == length(timeline, in: part).wholeMilliseconds)
  }

  @Test func `no stretch is folded beyond a cut, so that windows between cuts are exact`() throws {
    let cuts = [at(630), at(2_101), at(2_102)]
    let timeline = try sparse(101, cuts: cuts)
    for (start, end, unknown) in [
      (630, 2_101, 1_398), (2_101, 2_102, 0), (0, 630, 597), (2_102, 6_000, 3_705),
      (630, 2_102, 1_398),
    ] as [(Int64, Int64, Int64)] {
      let window = span(start, end)
      #expect(timeline.tally(in: window).unknown == unknown * 1_000, "\(start)..\(end)")
      #expect(timeline.onlySums(in: window).isEmpty)
      #expect(length(timeline, in: window) == .seconds(unknown))
    }
    #expect(timeline.unknown.count <= 16)
    #expect(timeline.folded.count <= 1 + cuts.count)
  }

  @Test func `a sum says each cause by itself`() throws {
    var judge = Judge(agreements: [], timelineLimit: 8)
    judge.define(series, try definition(interval: .seconds(2), timeout: .seconds(1)))
    for number in 0..<40 as Range<Int64> {
      judge.take(sample(number * 60, "G"))
      if number % 2 == 0 {
        let silence = span(number * 60 + 3, number * 60 + 60)
        judge.take(Gap(series: series, interval: silence, slots: 1, cause: .overrun))
      }
    }
    let sums = try judge.timeline(of: storefront).unknownSums(in: span(0, 2_340))
    #expect(sums.map(\.cause) == [.overrun, .noSample])
    #expect(sums.allSatisfy { $0.length == .seconds(57) * Int64($0.count) })
  }

  @Test(arguments: TimelinePropertyTests.seeds.prefix(60))
  func `between cuts every figure is that of a timeline that never folds`(_ seed: UInt64) throws {
    let taken = TimelinePropertyTests.random(seed, count: 400)
    let end = try #require(taken.last).start.floored
    var generator = SplitMix64(seed: ~seed)
    let length = (end - origin).wholeMilliseconds
    let inner = (0..<3).map { _ in
      origin + .milliseconds(Int64.random(in: 1..<length, using: &generator))
    }
    let cuts = inner.sorted()
    var whole = Judge(agreements: [], cuts: cuts)
    var folding = Judge(agreements: [], cuts: cuts, timelineLimit: seed % 2 == 0 ? 8 : 20)
    whole.define(series, try TimelinePropertyTests.definition())
    folding.define(series, try TimelinePropertyTests.definition())
    for sample in taken {
      let gap = Gap(
        series: series,
        interval: Interval(sample.start - .milliseconds(9), sample.start),
        slots: 1,
        cause: Bool.random(using: &generator) ? .late : .shed
      )
      whole.take(gap)
      folding.take(gap)
      whole.take(sample)
      folding.take(sample)
    }
    let (exact, folded) = (
      whole.timeline(of: try storefront), folding.timeline(of: try storefront)
    )
    let edges = [origin] + cuts + [end]
    for (index, start) in edges.enumerated() {
      for stop in edges[index...] {
        let window = Interval(start, stop)
        #expect(folded.tally(in: window) == exact.tally(in: window))
        #expect(folded.onlySums(in: window).isEmpty)
        #expect(causes(folded, in: window) == causes(exact, in: window))
      }
    }
    for start in stride(from: 0 as Int64, to: length, by: 97) {
      let part = Interval(origin + .milliseconds(start), end)
      let unknown = folded.tally(in: part).unknown
      #expect(self.length(folded, in: part).wholeMilliseconds == unknown)
    }
  }

  /// How much is unknown for which cause.
  private func causes(_ timeline: Timeline, in stretch: Interval) -> [GapCause: TimeAmount] {
    var lengths: [GapCause: TimeAmount] = [:]
    for sum in timeline.unknownSums(in: stretch) {
      lengths[sum.cause, default: .zero] = lengths[sum.cause, default: .zero] + sum.length
    }
    for single in timeline.unknownStretches(in: stretch) {
      lengths[single.cause, default: .zero] =
        lengths[single.cause, default: .zero] + single.interval.length
    }
    return lengths
  }
}
