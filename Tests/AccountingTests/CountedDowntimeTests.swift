import Agreement
import Chronology
import TestKit
import Testing

@testable import Accounting

/// The sets whose lengths are the figures.
@Suite struct CountedDowntimeTests {
  private let minute: Int64 = 60_000

  @Test(arguments: OutageCounting.allCases) func `the lengths are those of the figures`(
    counting: OutageCounting
  ) throws {
    for seed in UInt64(1)...150 {
      var random = SplitMix64(seed: seed)
      let window = span(0, 30 * minute)
      let timeline = randomTimeline(180, using: &random).scaled(by: 10_000)
      let start = Int64(random.next() % 1_500) * 1_000
      let excluded = ExcludedTime(
        removed: IntervalSet([span(start, start + 200_000)]),
        available: IntervalSet([span(start + 100_000, start + 300_000)])
      )
      let terms = AvailabilityTerms(
        .one,
        floor: seed % 2 == 0
          ? nil : OutageFloor(.seconds(90), measure: seed % 3 == 0 ? .net : .whole),
        counting: counting
      )
      let time = try always(window, excluding: excluded)
      let counted = CountedDowntime(of: timeline, in: time, by: terms)
      let figures = ServiceFigures(of: ServiceTimeline(timeline), in: time, by: terms)
      #expect(counted.low.milliseconds == figures.downLow, "seed \(seed)")
      #expect(counted.estimate.milliseconds == figures.down, "seed \(seed)")
      #expect(counted.high.milliseconds == figures.downHigh, "seed \(seed)")
      #expect(counted.unknown.milliseconds == figures.unknown, "seed \(seed)")
      #expect(counted.high.intersection(counted.unknown).isEmpty, "seed \(seed)")
    }
  }

  @Test func `an outage that is too short is named`() throws {
    let window = span(0, 30 * minute)
    let timeline = certain([span(60_000, 100_000), span(200_000, 400_000)], in: window)
    let terms = AvailabilityTerms(.one, floor: OutageFloor(.seconds(60)))
    let counted = CountedDowntime(of: timeline, in: try always(window), by: terms)
    #expect(counted.short == IntervalSet([span(60_000, 100_000)]))
    #expect(counted.estimate == IntervalSet([span(200_000, 400_000)]))
  }
}
