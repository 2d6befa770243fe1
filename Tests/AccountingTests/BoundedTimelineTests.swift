import Agreement
import Chronology
import TestKit
import Testing

@testable import Accounting

@Suite struct BoundedTimelineTests {
  @Test func `whatever unknown time counts as, incidents and where some were forgotten stay known`()
  {
    let timeline = BoundedTimeline(
      in: span(0, 100),
      low: IntervalSet([span(10, 20)]),
      unknown: IntervalSet([span(60, 70)]),
      incidents: IntervalSet([span(10, 30)]),
      forgotten: IntervalSet([span(80, 90)])
    )
    for rule in [UnknownRule.undetermined, .up, .down] {
      let counted = timeline.counting(unknown: rule)
      #expect(counted.incidents == timeline.incidents)
      #expect(counted.forgotten == timeline.forgotten)
    }
    let down = timeline.counting(unknown: .down)
    #expect(down.low == IntervalSet([span(10, 20), span(60, 70)]) && down.unknown.isEmpty)
    #expect(timeline.counting(unknown: .up).unknown.isEmpty)
  }

  @Test func `what is proved is estimated, and what is down is not unknown`() {
    let timeline = BoundedTimeline(
      in: span(0, 100),
      low: IntervalSet([span(10, 20)]),
      estimate: IntervalSet([span(15, 25)]),
      high: IntervalSet([span(18, 30)]),
      unknown: IntervalSet([span(28, 40)])
    )
    #expect(timeline.estimate == IntervalSet([span(10, 25)]))
    #expect(timeline.high == IntervalSet([span(10, 30)]))
    #expect(timeline.unknown == IntervalSet([span(30, 40)]))
    #expect(timeline.up == IntervalSet([span(0, 10), span(25, 30), span(40, 100)]))
  }

  @Test func `boundaries are floored to milliseconds, and nothing is kept outside`() {
    let half = TimeAmount.microseconds(500)
    let timeline = BoundedTimeline(
      in: Interval(span(0, 0).start + half, span(50, 50).start + half),
      low: IntervalSet([Interval(span(9, 9).start + half, span(60, 60).start)])
    )
    #expect(timeline.stretch == span(0, 50))
    #expect(timeline.high == IntervalSet([span(9, 50)]))
  }

  @Test func `beyond its stretch nothing is known`() {
    let timeline = BoundedTimeline(in: span(10, 20), high: IntervalSet([span(12, 14)]))
    let wider = timeline.extended(to: span(0, 30))
    #expect(wider.unknown == IntervalSet([span(0, 10), span(20, 30)]))
    #expect(wider.high == timeline.high)
    #expect(timeline.extended(to: span(13, 18)).high == IntervalSet([span(13, 14)]))
  }

  @Test func `a failure that is ignored stays in the high bound alone`() {
    let timeline = BoundedTimeline(
      in: span(0, 100),
      low: IntervalSet([span(10, 12), span(60, 70)]),
      estimate: IntervalSet([span(8, 14), span(58, 72)]),
      high: IntervalSet([span(5, 20), span(55, 75)])
    )
    let left = timeline.ignoring(IntervalSet([span(5, 20)]))
    #expect(left.low == IntervalSet([span(60, 70)]))
    #expect(left.estimate == IntervalSet([span(58, 72)]))
    #expect(left.high == timeline.high)
  }

  @Test(arguments: 1...20) func `up, down and unknown divide the stretch`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let timeline = randomTimeline(200, using: &random)
    let up = bits(timeline.up, 200)
    let down = bits(timeline.estimate, 200)
    let unknown = bits(timeline.unknown, 200)
    let low = bits(timeline.low, 200)
    let high = bits(timeline.high, 200)
    for index in up.indices {
      #expect([up[index], down[index], unknown[index]].count { $0 } == 1)
      #expect((!low[index] || down[index]) && (!down[index] || high[index]))
      #expect(!(unknown[index] && high[index]))
    }
  }
}
