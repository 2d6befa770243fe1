import Chronology
import Sampling
import Testing

@testable import Judging

@Suite struct TimelineTests {
  func timeline(_ samples: [Sample], _ definition: CheckDefinition? = nil) throws -> Timeline {
    try judge([], definition, samples).timeline(of: storefront)
  }

  func runs(_ samples: [Sample], until end: Int64) throws -> [DownRun] {
    try timeline(samples).downRuns(in: span(0, end))
  }

  @Test func `a timed-out attempt proves its own length`() throws {
    let taken = [sample(0, "G"), sample(60, "B", took: .seconds(20)), sample(120, "G")]
    let expected = DownRun(low: span(60, 80), estimate: span(30, 90), high: span(0, 120))
    #expect(try runs(taken, until: 120) == [expected])
  }

  @Test func `an attempt that outlasts the middle moves the estimate's end`() throws {
    let taken = [sample(0, "G"), sample(60, "B", took: .seconds(29)), sample(80, "G")]
    let expected = DownRun(low: span(60, 80), estimate: span(30, 80), high: span(0, 80))
    #expect(try runs(taken, until: 120) == [expected])
  }

  @Test func `the high bound reaches to the end of the success`() throws {
    let taken = [sample(0, "G"), sample(60, "B"), sample(120, "G", took: .seconds(3))]
    #expect(try runs(taken, until: 180).map(\.high) == [span(0, 123)])
  }

  @Test func `two runs share the attempt between them, and it counts once`() throws {
    let taken = [
      sample(0, "G"), sample(60, "B"), sample(120, "G", took: .seconds(3)), sample(180, "B"),
      sample(240, "G"),
    ]
    let tally = try timeline(taken).tally(in: span(0, 240))
    #expect(tally == TimeTally(elapsed: 240_000, low: 0, estimate: 120_000, high: 240_000))
  }

  @Test func `a failure first of all begins at its start`() throws {
    let expected = DownRun(low: span(0, 0), estimate: span(0, 30), high: span(0, 60))
    #expect(try runs(samples("BG"), until: 60) == [expected])
  }

  @Test func `a failure after unknown time begins at its start`() throws {
    let expected = DownRun(low: span(300, 360), estimate: span(300, 390), high: span(300, 420))
    #expect(try runs(samples("G    BBG"), until: 420) == [expected])
  }

  @Test func `a run that goes on lasts as long as its validity`() throws {
    let tally = try timeline(samples("GBB")).tally(in: span(0, 300))
    #expect(
      tally
        == TimeTally(
          elapsed: 300_000,
          low: 60_000,
          estimate: 180_000,
          high: 210_000,
          unknown: 90_000
        )
    )
  }

  @Test func `void samples say nothing`() throws {
    let void = try timeline(samples("GVBVG", every: 30))
    let none = try timeline(samples("G B G", every: 30))
    #expect(void.tally(in: span(0, 120)) == none.tally(in: span(0, 120)))
  }

  @Test func `samples as far apart as the validity are connected, beyond it not`() throws {
    #expect(try timeline([sample(0, "G"), sample(90, "G")]).tally(in: span(0, 90)).unknown == 0)
    #expect(try runs([sample(0, "G"), sample(90, "B")], until: 90).map(\.high.start) == [at(0)])
    #expect(try runs([sample(0, "G"), sample(91, "B")], until: 92).map(\.high.start) == [at(91)])
    let late = Sample(
      series: series,
      due: at(91),
      start: at(90) + .milliseconds(1),
      outcome: .up
    )
    let tally = try timeline([sample(0, "G"), late]).tally(in: span(0, 91))
    #expect(tally.unknown == 1)
  }

  @Test func `boundaries are floored to milliseconds, and the parts add up`() throws {
    var first = sample(60, "B")
    first.start = at(60) + TimeAmount(nanoseconds: 1_999_999)
    let tally = try timeline([sample(0, "G"), first, sample(120, "G")]).tally(in: span(0, 120))
    #expect(tally == TimeTally(elapsed: 120_000, low: 0, estimate: 60_000, high: 120_000))
    #expect(tally.up == 60_000)
  }

  @Test func `a changed definition holds from its first sample on`() throws {
    var judge = try judge([], nil, samples("GG"))
    judge.define(
      SeriesID(number: 1),
      try definition(interval: .seconds(10), timeout: .seconds(2))
    )
    var next = sample(120, "G")
    next.series = SeriesID(number: 1)
    judge.take(next)
    next.start = at(180)
    judge.take(next)
    // 60 to 120 is held by the old 90 s; of 120 to 180 the new 15 s hold.
    let timeline = judge.timeline(of: try storefront)
    #expect(
      timeline.unknownStretches(in: span(0, 180)) == [UnknownStretch(span(135, 180), .noSample)]
    )
  }

  @Test func `an old definition told again changes nothing`() throws {
    var judge = try judge([], nil, samples("GG"))
    judge.define(SeriesID(number: 1), try definition(interval: .seconds(10), timeout: .seconds(2)))
    #expect(judge.definition(of: try storefront)?.interval == .seconds(60))
    var next = sample(120, "G")
    next.series = SeriesID(number: 1)
    judge.take(next)
    judge.define(series, try definition())
    #expect(judge.definition(of: try storefront)?.interval == .seconds(10))
  }

  @Test func `unknown time has the cause of the gap that covers most of it`() throws {
    var judge = try judge([], nil, samples("G"))
    judge.take(Gap(series: nil, interval: span(60, 100), slots: 1, cause: .late))
    judge.take(Gap(series: series, interval: span(100, 600), slots: 8, cause: .daemonStopped))
    for sample in samples("G", from: 600) { judge.take(sample) }
    let timeline = judge.timeline(of: try storefront)
    #expect(
      timeline.unknownStretches(in: span(-60, 600)) == [
        UnknownStretch(span(-60, 0), .noSample),
        UnknownStretch(span(90, 600), .daemonStopped),
      ]
    )
  }

  @Test func `a gap told late still explains`() throws {
    var judge = try judge([], nil, samples("G         G"))
    judge.take(Gap(series: series, interval: span(60, 600), slots: 9, cause: .suspended))
    let timeline = judge.timeline(of: try storefront)
    #expect(timeline.unknownStretches(in: span(0, 600)).map(\.cause) == [.suspended])
  }

  @Test func `damage of a series divides time without samples, and no other time`() throws {
    var judge = try judge([], nil, samples("G         G"))
    judge.take(Gap(series: series, interval: span(200, 300), slots: 0, cause: .damaged))
    judge.take(Gap(series: series, interval: span(-100, -50), slots: 0, cause: .damaged))
    judge.take(Gap(series: nil, interval: span(660, 2_000), slots: 0, cause: .daemonStopped))
    judge.take(Gap(series: series, interval: span(800, 900), slots: 0, cause: .damaged))
    judge.take(Gap(series: series, interval: span(0, 60), slots: 0, cause: .damaged))
    let timeline = judge.timeline(of: try storefront)
    #expect(
      timeline.unknownStretches(in: span(-200, 1_000)) == [
        UnknownStretch(span(-200, -100), .noSample),
        UnknownStretch(span(-100, -50), .damaged),
        UnknownStretch(span(-50, 0), .noSample),
        UnknownStretch(span(90, 200), .noSample),
        UnknownStretch(span(200, 300), .damaged),
        UnknownStretch(span(300, 600), .noSample),
        UnknownStretch(span(690, 1_000), .daemonStopped),
      ]
    )
    #expect(timeline.tally(in: span(0, 600)).unknown == 510_000)
  }

  @Test func `damage before the first sample of all is told, and the latest is kept`() throws {
    var judge = try judge()
    for number in 0...Int64(Timeline.damageLimit) {
      let start = number * 10
      judge.take(Gap(series: series, interval: span(start, start + 5), slots: 0, cause: .damaged))
    }
    let found = judge.timeline(of: try storefront).unknownStretches(in: span(0, 100_000))
    #expect(found.first == UnknownStretch(span(0, 10), .noSample))
    #expect(found.filter { $0.cause == .damaged }.count == Timeline.damageLimit)
  }

  @Test func `a gap within the validity leaves nothing unknown`() throws {
    var judge = try judge([], nil, samples("G"))
    judge.take(Gap(series: nil, interval: span(60, 80), slots: 1, cause: .late))
    for sample in samples("G", from: 85) { judge.take(sample) }
    #expect(judge.timeline(of: try storefront).tally(in: span(0, 85)).unknown == 0)
  }

  @Test func `time forgotten is unknown`() throws {
    var judge = try judge([], nil, samples("GGBBGGGBBGG"))
    let before = judge.timeline(of: try storefront).tally(in: span(300, 600))
    judge.forget(before: at(300))
    let timeline = judge.timeline(of: try storefront)
    #expect(timeline.tally(in: span(300, 600)) == before)
    #expect(timeline.tally(in: span(0, 600)).unknown == 300_000)
    #expect(timeline.downRuns(in: span(0, 600)).count == 1)
  }

  @Test func `a sample that is not later than the latest is refused`() throws {
    var judge = try judge([], nil, samples("GB"))
    let before = judge.timeline(of: try storefront).tally(in: span(0, 60))
    judge.take(sample(60, "G"))
    judge.take(sample(30, "B"))
    #expect(judge.refused == 2)
    #expect(judge.timeline(of: try storefront).tally(in: span(0, 60)) == before)
  }

  @Test func `a series that is not defined, and absurd instants, are refused`() throws {
    var judge = try judge()
    var foreign = sample(0, "G")
    foreign.series = SeriesID(number: 7)
    judge.take(foreign)
    var absurd = sample(0, "G")
    absurd.start = Instant(nanoseconds: .max)
    judge.take(absurd)
    judge.take(
      Gap(
        series: nil,
        interval: Interval(Instant(nanoseconds: .min), Instant(nanoseconds: .max)),
        slots: 0,
        cause: .clockStep
      )
    )
    let isDefined = judge.define(SeriesID(number: .max), try definition())
    #expect(!isDefined)
    #expect(judge.refused == 2)
  }
}
