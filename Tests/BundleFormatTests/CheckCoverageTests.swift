import Chronology
import Sampling
import Testing

@testable import BundleFormat

@Suite struct CheckCoverageTests {
  private func at(_ seconds: Int64) -> Instant { Instant(seconds: 1_000_000 + seconds) }

  private func holes(
    _ dues: [Int64],
    gaps: [(UInt32?, Int64, Int64)] = [],
    to end: Int64 = 100
  ) -> [[Int64]] {
    var coverage = CheckCoverage()
    coverage.interval = .seconds(10)
    coverage.series = [SeriesID(number: 7)]
    for due in dues { _ = coverage.take(at(due)) }
    let gaps = gaps.map { series, start, end in
      Gap(
        series: series.map { SeriesID(number: $0) },
        interval: Interval(at(start), at(end)),
        slots: 1,
        cause: .late
      )
    }
    return coverage.holes(in: Interval(at(0), at(end)), gaps: gaps)
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
    #expect(holes(all.filter { $0 > 20 }) == [[15, 25]])
    #expect(holes(all.filter { $0 < 90 }) == [])
    #expect(holes(all.filter { $0 < 80 }) == [[90, 100]])
    #expect(holes([]) == [[15, 100]])
  }

  @Test func `samples outside of the period prove nothing about it`() {
    #expect(holes([-500, 500]) == [[15, 100]])
    #expect(holes([-20] + all) == [])
    #expect(holes(all + [105, 115]) == [])
  }

  @Test func `only an interruption begins a stretch`() {
    var coverage = CheckCoverage()
    coverage.interval = .seconds(10)
    #expect(coverage.take(at(0)) && !coverage.take(at(10)) && !coverage.take(at(25)))
    #expect(coverage.take(at(41)) && coverage.take(at(5)))
    #expect(coverage.stretches.count == 3)
  }
}
