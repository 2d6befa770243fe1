import Agreement
import Chronology
import TestKit
import Testing

@testable import Accounting

/// What the parts of a window that is divided come to, of random timelines of half an hour.
@Suite struct PartsAddUpTests {
  private let minute: Int64 = 60_000

  private func downtime(
    _ timeline: BoundedTimeline,
    _ window: Interval,
    _ excluded: ExcludedTime,
    _ terms: AvailabilityTerms
  ) throws -> Downtime {
    Downtime(of: timeline, in: try always(window, excluding: excluded), by: terms)
  }

  /// Everything that a bound is made of adds up; where minutes are counted, the high bound is in each window the
  /// larger of two sums, and so grows by no more than one of them is larger in one part and the other in the
  /// other.
  @Test(arguments: [OutageCounting.exact, .clockMinutes], 1...100 as ClosedRange<UInt64>)
  func `parts that meet on a minute of the clock add up to the whole`(
    counting: OutageCounting,
    seed: UInt64
  ) throws {
    var random = SplitMix64(seed: seed)
    let timeline = randomTimeline(180, using: &random).scaled(by: 10_000)
    let cut = Int64(random.next() % 29 + 1) * minute
    let start = Int64(random.next() % 1_500) * 1_000
    let excluded = ExcludedTime(removed: IntervalSet([span(start, start + 200_000)]))
    let terms = AvailabilityTerms(.one, counting: counting)
    let whole = try downtime(timeline, span(0, 30 * minute), excluded, terms)
    let parts = [
      try downtime(timeline, span(0, cut), excluded, terms),
      try downtime(timeline, span(cut, 30 * minute), excluded, terms),
    ]
    #expect(parts[0] + parts[1] == whole)
    let high = parts[0].high + parts[1].high
    let slack = parts.map { $0.known - ($0.possible - $0.unknown) }
    #expect(high >= whole.high)
    let isOpposed = slack[0].signum() * slack[1].signum() < 0
    let growth = isOpposed ? min(slack[0].magnitude, slack[1].magnitude) : 0
    #expect(high == whole.high + Int64(growth))
    if counting == .exact { #expect(high == whole.high) }
  }
}
