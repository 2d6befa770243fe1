import Chronology
import Sampling
import Testing

@testable import BundleFormat

@Suite struct CheckCoverageTests {
  private func at(_ seconds: Int64) -> Instant { Instant(seconds: 1_000_000 + seconds) }

  private var period: Interval { Interval(at(0), at(100)) }

  private func holes(
    _ dues: [Int64],
    gaps: [(UInt32?, Int64, Int64)] = [],
    slow: [Int64] = [],
    imported: [Int64] = []
  ) -> [[Int64]] {
    var coverage = CheckCoverage()
    coverage.series = [SeriesID(number: 7)]
    for due in dues { _ = coverage.take(at(due), every: .seconds(10), in: period) }
    for due in slow { _ = coverage.take(at(due), every: .seconds(60), in: period) }
    for due in imported {
      _ = coverage.take(at(due), every: .seconds(10), isImported: true, in: period)
    }
    let gaps = gaps.map { series, start, end in
      Gap(
        series: series.map { SeriesID(number: $0) },
        interval: Interval(at(start), at(end)),
        slots: 1,
        cause: .late
      )
    }
    return coverage.holes(in: period, gaps: gaps)
      .map { [$0.start.seconds - 1_000_000, $0.end.seconds - 1_000_000] }
  }

  private let all = Array(stride(from: Int64(5), to: 100, by: 10))

  @Test func `samples in every slot leave no hole`() {
    #expect(holes(all) == [])
    #expect(holes(Array(all.reversed())) == [])
  }

  @Test func `a slot without a sample is a hole unless a gap says why`() {
    let missing = all.filter { $0 != 45 }
    #expect(holes(missing) == [[50, 55]])
    #expect(holes(missing, gaps: [(7, 45, 55)]) == [])
    #expect(holes(missing, gaps: [(nil, 45, 55)]) == [])
    #expect(holes(missing, gaps: [(8, 45, 55)]) == [[50, 55]])
  }

  @Test func `samples must begin within an interval and a half, and end as late`() {
    #expect(holes(all.filter { $0 > 10 }) == [])
    #expect(holes(all.filter { $0 > 20 }) == [[0, 10]])
    #expect(holes(all.filter { $0 < 90 }) == [])
    #expect(holes(all.filter { $0 < 80 }) == [[90, 100]])
    #expect(holes([]) == [[0, 100]])
  }

  @Test func `each sample reaches as far as its own interval lets it, and no other's`() {
    #expect(holes(all.filter { $0 < 40 }, slow: [45]) == [])
    #expect(holes(all.filter { $0 < 40 }, slow: [-1_000]) == [[50, 100]])
    #expect(holes([], slow: [80]) == [])
    #expect(holes([85, 95], slow: [95]) == [[0, 70]])
  }

  @Test func `samples outside of the period prove nothing about it`() {
    #expect(holes([-500, 500]) == [[0, 100]])
    #expect(holes([-5]) == [[10, 100]])
    #expect(holes([-20] + all) == [])
    #expect(holes(all + [105, 115]) == [])
  }

  @Test func `from a start to its first slot there is no hole`() {
    let stopped = all.filter { $0 < 40 || $0 > 60 }
    #expect(holes(stopped, gaps: [(nil, 42, 56)]) == [])
    #expect(holes(stopped, gaps: [(nil, 42, 55)]) == [[55, 65]], "a slot was due at the start")
    #expect(holes(stopped, gaps: [(nil, 42, 54)]) == [[54, 65]])
    #expect(holes(stopped.reversed(), gaps: [(nil, 42, 56)]) == [])
  }

  @Test func `a run without a slot leaves no hole`() {
    let stopped = all.filter { $0 < 40 || $0 > 60 }
    #expect(holes(stopped, gaps: [(nil, 36, 48), (nil, 54, 62)]) == [])
    #expect(holes(stopped, gaps: [(nil, 36, 48), (nil, 56, 62)]) == [[50, 56]])
    // Nothing comes after it: the last sample before tells.
    let ended = all.filter { $0 < 40 }
    #expect(holes(ended, gaps: [(nil, 42, 96)]) == [])
    #expect(holes(ended, gaps: [(nil, 42, 95)]) == [[95, 100]])
  }

  @Test func `where the interval becomes longer the new timetable tells`() {
    let fast = all.filter { $0 < 40 }
    #expect(holes(fast, slow: [92]) == [])
    #expect(holes(fast, slow: [110]) == [[50, 100]], "a slot was due at 50")
    #expect(holes(fast.filter { $0 < 20 }, slow: [92]) == [[30, 92]])
  }

  @Test func `an imported sample tells nothing of slots`() {
    let stopped = all.filter { $0 < 40 || $0 > 70 }
    #expect(holes(stopped, gaps: [(nil, 42, 58)], imported: [65]) == [[58, 65]])
    #expect(holes(stopped + [65], gaps: [(nil, 42, 58)], imported: [65]) == [[58, 65]])
  }

  @Test func `only an interruption begins a stretch`() {
    var coverage = CheckCoverage()
    func begins(_ due: Int64) -> Bool {
      coverage.take(at(due), every: .seconds(10), in: period)
    }
    #expect(begins(0) && !begins(10) && !begins(25))
    #expect(begins(41) && begins(5))
    #expect(coverage.stretches.count == 3)
  }
}
