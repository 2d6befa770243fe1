import Accounting
import Chronology
import TestKit
import Testing

@testable import Judging

/// What the readings of a clock leave open.
@Suite struct ClockLogTests {
  /// A reading: seconds of the story, the error in ms (nil where it wasn't synchronized), and the step.
  typealias Reading = (time: Int64, error: Int64?, step: Int64)

  private func log(_ readings: [Reading]) -> ClockLog {
    var log = ClockLog()
    for reading in readings {
      log.take(
        at: at(reading.time),
        isSynchronized: reading.error != nil,
        uncertainty: reading.error.map { .milliseconds($0) },
        step: .seconds(reading.step)
      )
    }
    return log
  }

  private func told(
    _ readings: [Reading],
    in interval: Interval = span(0, 600),
    knownUntil: Int64? = nil
  ) -> BoundedTimeline {
    log(readings).timeline(
      in: interval,
      within: .milliseconds(100),
      knownUntil: knownUntil.map { at($0) }
    )
  }

  private func every(_ seconds: Int64, to end: Int64, _ error: Int64?) -> [Reading] {
    stride(from: 0, through: end, by: Int(seconds)).map { (Int64($0), error, 0) }
  }

  @Test func `One that is exact enough all the time leaves nothing open`() {
    let timeline = told(every(60, to: 600, 20))
    #expect(timeline.possible.isEmpty)
    // A millisecond more than the limit is too much.
    #expect(told(every(60, to: 600, 100)).possible.isEmpty)
    #expect(told(every(60, to: 600, 101)).low == IntervalSet([span(0, 600)]))
  }

  @Test func `Not synchronized is not exact, whatever was said before`() {
    let timeline = told(every(60, to: 240, 20) + [(300, nil, 0), (360, nil, 0), (420, 20, 0)])
    #expect(timeline.low == IntervalSet([span(300, 360)]))
    #expect(timeline.estimate == IntervalSet([span(270, 390)]))
    #expect(timeline.high == IntervalSet([span(240, 420)]))
    // The last reading holds for three minutes.
    #expect(timeline.unknown.isEmpty)
  }

  @Test func `A pause in the readings is unknown, after the last one has held`() {
    let timeline = told([(0, 20, 0), (60, 20, 0), (420, 20, 0), (480, 20, 0), (540, 20, 0)])
    #expect(timeline.unknown == IntervalSet([span(240, 420)]))
    #expect(timeline.high.isEmpty)
    let bad = told([(0, 500, 0), (60, 500, 0), (420, 500, 0)])
    #expect(bad.low == IntervalSet([span(0, 60)]))
    #expect(bad.estimate == IntervalSet([span(0, 240), span(420, 600)]))
    #expect(bad.unknown == IntervalSet([span(240, 420)]))
  }

  @Test func `Before the first reading, and where the error was never said, nothing is known`() {
    #expect(told([]).unknown == IntervalSet([span(0, 600)]))
    let late = told([(180, 20, 0), (300, 20, 0), (420, 20, 0)])
    #expect(late.unknown == IntervalSet([span(0, 180)]))
    var log = ClockLog()
    for time in stride(from: Int64(0), through: 600, by: 60) {
      log.take(
        at: at(time),
        isSynchronized: true,
        uncertainty: time == 300 ? .milliseconds(1) : nil,
        step: .zero
      )
    }
    let asked = log.timeline(in: span(0, 600), within: .milliseconds(100))
    #expect(asked.unknown == IntervalSet([span(0, 300)]))
    // What was said holds for the readings that say nothing of it.
    #expect(asked.high.isEmpty)
  }

  @Test
  func `A clock that was set by more than the limit may have been wrong since the reading before`()
  {
    let timeline = told(every(60, to: 240, 20) + [(300, 20, 2), (360, 20, 0), (420, 20, 0)])
    #expect(timeline.low.isEmpty)
    #expect(timeline.estimate == IntervalSet([span(240, 300)]))
    #expect(timeline.high == IntervalSet([span(240, 300)]))
    let back = told(every(60, to: 240, 20) + [(300, 20, -2), (360, 20, 0), (420, 20, 0)])
    #expect(back.estimate == timeline.estimate)
  }

  @Test func `What is read later is not known before`() {
    let readings = every(60, to: 240, 20) + every(60, to: 240, nil).map { ($0.time + 300, nil, 0) }
    let before = told(readings, in: span(0, 270), knownUntil: 270)
    #expect(before.possible.isEmpty)
    #expect(told(readings, in: span(0, 270)).estimate.isEmpty)
    #expect(told(readings, in: span(0, 270)).high == IntervalSet([span(240, 270)]))
  }

  @Test
  func `Equal readings are one, and more stretches than are kept leave the time before unknown`() {
    var log = log(every(60, to: 6_000, 20))
    #expect(log.stretches.count == 1)
    for number in 0..<Int64(ClockLog.limit) {
      log.take(
        at: at(6_060 + number * 60),
        isSynchronized: true,
        uncertainty: .milliseconds(number % 2),
        step: .zero
      )
    }
    #expect(log.stretches.count <= ClockLog.limit)
    let first = log.stretches[0].first
    #expect(first > at(6_060))
    let told = log.timeline(in: Interval(at(0), first + .seconds(60)), within: .milliseconds(100))
    #expect(told.unknown == IntervalSet([Interval(at(0), first)]))
    log.forget(before: first + .seconds(6_000))
    #expect(log.stretches[0].first > first)
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `Parts of a time add up to the whole, and bounds are in order`(_ seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var readings: [Reading] = []
    var time: Int64 = 0
    while time < 3_000 {
      time += Int64.random(in: 1...240, using: &random)
      let error: Int64? =
        Int.random(in: 0..<4, using: &random) == 0 ? nil : .random(in: 50...150, using: &random)
      readings.append((time, error, Int.random(in: 0..<8, using: &random) == 0 ? 1 : 0))
    }
    let whole = told(readings, in: span(0, 3_000))
    let cut = Int64.random(in: 1..<3_000, using: &random)
    let parts = [told(readings, in: span(0, cut)), told(readings, in: span(cut, 3_000))]
    let sets: [KeyPath<BoundedTimeline, IntervalSet>] = [\.low, \.estimate, \.high, \.unknown]
    for set in sets {
      #expect(parts[0][keyPath: set].union(parts[1][keyPath: set]) == whole[keyPath: set])
    }
    #expect(whole.low.subtracting(whole.estimate).isEmpty)
    #expect(whole.estimate.subtracting(whole.high).isEmpty)
    #expect(whole.high.intersection(whole.unknown).isEmpty)
  }
}
