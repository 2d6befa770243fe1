import Agreement
import Chronology
import TestKit
import Testing

@testable import Accounting

@Suite struct ServiceFiguresTests {
  /// A story of five minutes: every millisecond would be too many to look at, every second is not.
  private let count: Int64 = 300

  /// The set with its milliseconds made seconds.
  private func seconds(_ set: IntervalSet) -> IntervalSet {
    IntervalSet(
      set.intervals.map { span($0.start.milliseconds * 1_000, $0.end.milliseconds * 1_000) }
    )
  }

  private func seconds(_ timeline: BoundedTimeline) -> BoundedTimeline {
    BoundedTimeline(
      in: span(0, count * 1_000),
      low: seconds(timeline.low),
      estimate: seconds(timeline.estimate),
      high: seconds(timeline.high),
      unknown: seconds(timeline.unknown)
    )
  }

  private func randomSet(using random: inout SplitMix64) -> IntervalSet {
    randomTimeline(count, using: &random).high
  }

  private func randomTime(using random: inout SplitMix64) throws -> ServiceTime {
    let from = Int64(random.next() % 60)
    let partial: PartialWindow = random.next() % 2 == 0 ? .prorate : .deemAvailable
    return try #require(
      ServiceTime(
        span(from * 1_000, (count - from) * 1_000),
        hours: IntervalSet([span(0, count * 1_000)])
          .subtracting(seconds(randomSet(using: &random))),
        validity: span(Int64(random.next() % 100) * 1_000, count * 1_000),
        partial: partial,
        excluding: ExcludedTime(
          removed: seconds(randomSet(using: &random)),
          available: seconds(randomSet(using: &random))
        )
      )
    )
  }

  private func randomTerms(using random: inout SplitMix64) -> AvailabilityTerms {
    let floors: [OutageFloor?] = [
      nil, OutageFloor(.seconds(5)), OutageFloor(.seconds(5), isInclusive: false),
      OutageFloor(.seconds(8), measure: .whole),
    ]
    return AvailabilityTerms(
      .one,
      floor: floors[Int(random.next() % 4)],
      counting: OutageCounting.allCases[Int(random.next() % 3)]
    )
  }

  @Test(arguments: 1...300) func `nothing is lost, and the bounds hold the estimate`(
    seed: UInt64
  ) throws {
    var random = SplitMix64(seed: seed)
    let parts = (0...Int(random.next() % 3)).map { _ in
      ServiceTimeline.Part(
        weight: Int64(random.next() % 7) + 1,
        seconds(randomTimeline(count, using: &random))
      )
    }
    let figures = ServiceFigures(
      of: ServiceTimeline(parts),
      in: try randomTime(using: &random),
      by: randomTerms(using: &random)
    )
    #expect(figures.up + figures.down + figures.unknown + figures.excluded == figures.service)
    #expect([figures.up, figures.down, figures.unknown, figures.downLow].allSatisfy { $0 >= 0 })
    #expect(figures.downLow <= figures.down && figures.down <= figures.downHigh)
    #expect(figures.downHigh + figures.unknown <= figures.service - figures.excluded)
    #expect(figures.service <= figures.window && figures.deemed <= figures.excluded)
    for rule in UnknownRule.allCases {
      let shares = figures.shares(unknown: rule)
      #expect(isOrdered(shares.low, shares.estimate), "\(rule)")
      #expect(isOrdered(shares.estimate, shares.high), "\(rule)")
    }
  }

  private func isOrdered(_ less: Share, _ more: Share) -> Bool {
    less.whole == 0 || more.whole == 0
      || Int128(less.part) * Int128(more.whole) <= Int128(more.part) * Int128(less.whole)
  }

  @Test(arguments: 1...100) func `every second is where it belongs`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let timeline = seconds(randomTimeline(count, using: &random))
    let time = try randomTime(using: &random)
    let figures = ServiceFigures(
      of: ServiceTimeline(timeline),
      in: time,
      by: AvailabilityTerms(.one)
    )
    func holds(_ set: IntervalSet, _ second: Int64) -> Bool {
      set.intervals.contains { $0.contains(span(second * 1_000, 0).start) }
    }
    var sums: [String: Int64] = [:]
    for second in 0..<count where holds(time.service, second) {
      let isRemoved = holds(time.removed, second)
      if isRemoved || holds(time.available, second) {
        sums[isRemoved ? "removed" : "deemed", default: 0] += 1_000
        continue
      }
      if holds(timeline.low, second) { sums["low", default: 0] += 1_000 }
      if holds(timeline.high, second) { sums["high", default: 0] += 1_000 }
      let isDown = holds(timeline.estimate, second)
      let state = isDown ? "down" : holds(timeline.unknown, second) ? "unknown" : "up"
      sums[state, default: 0] += 1_000
    }
    #expect(figures.up == sums["up"] ?? 0)
    #expect(figures.down == sums["down"] ?? 0)
    #expect(figures.unknown == sums["unknown"] ?? 0)
    #expect(figures.downLow == sums["low"] ?? 0)
    #expect(figures.downHigh == sums["high"] ?? 0)
    #expect(figures.deemed == sums["deemed"] ?? 0)
    #expect(figures.excluded == (sums["removed"] ?? 0) + (sums["deemed"] ?? 0))
    #expect(figures.eligible == figures.service - (sums["removed"] ?? 0))
  }

  @Test func `weighted downtime is the sum of shares, floored once`() throws {
    let whole = span(0, 1_000)
    let service = ServiceTimeline([
      ServiceTimeline.Part(weight: 2, certain([span(0, 100)], in: whole)),
      ServiceTimeline.Part(weight: 1, certain([span(0, 101)], in: whole)),
    ])
    let figures = ServiceFigures(of: service, in: try always(whole), by: AvailabilityTerms(.one))
    #expect(figures.down == 100, "301 thirds of a millisecond")
    #expect(figures.shares().high == Share(3_000 - 301, of: 3_000))
  }

  @Test func `a floor asks each bound by itself`() throws {
    let whole = span(0, 1_000_000)
    let timeline = BoundedTimeline(
      in: whole,
      low: IntervalSet([span(100_000, 150_000)]),
      estimate: IntervalSet([span(90_000, 190_000)]),
      high: IntervalSet([span(60_000, 230_000)])
    )
    func figures(_ floor: OutageFloor) throws -> ServiceFigures {
      ServiceFigures(
        of: ServiceTimeline(timeline),
        in: try always(whole),
        by: AvailabilityTerms(.one, floor: floor)
      )
    }
    let some = try figures(OutageFloor(.seconds(100)))
    #expect([some.downLow, some.down, some.downHigh] == [0, 100_000, 170_000])
    let strict = try figures(OutageFloor(.seconds(100), isInclusive: false))
    #expect([strict.downLow, strict.down, strict.downHigh] == [0, 0, 170_000])
  }

  @Test func `what nobody watched may make a short outage a long one`() throws {
    let whole = span(0, 1_000_000)
    let figures = ServiceFigures(
      of: ServiceTimeline(
        certain([span(100_000, 160_000)], in: whole, unknown: [span(160_000, 500_000)])
      ),
      in: try always(whole),
      by: AvailabilityTerms(.one, floor: OutageFloor(.minutes(5)))
    )
    #expect([figures.downLow, figures.down, figures.downHigh] == [0, 0, 60_000])
    #expect(figures.unknown == 340_000)
  }

  @Test func `a minute that is half unknown counts in the high bound`() throws {
    let whole = span(0, 600_000)
    let figures = ServiceFigures(
      of: ServiceTimeline(
        certain([span(0, 90_000)], in: whole, unknown: [span(90_000, 120_000)])
      ),
      in: try always(whole),
      by: AvailabilityTerms(.one, counting: .clockMinutes)
    )
    #expect([figures.down, figures.downHigh, figures.unknown] == [60_000, 90_000, 30_000])
  }
}
