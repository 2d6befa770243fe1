import Chronology
import Events
import Replaying
import Sampling
import Scheduling
import StoreFormat
import TestKit
import Testing

@testable import Daemon

@Suite struct MeasuredRecordsTests {
  private let reading = ClockReading(
    realtime: at(100),
    boottime: .seconds(7),
    monotonic: MonotonicInstant(nanoseconds: 6)
  )
  private let gap = Gap(
    series: SeriesID(number: 0),
    interval: Interval(at(90), at(100)),
    slots: 1,
    cause: .late
  )
  private let sample = Sample(
    series: SeriesID(number: 0),
    due: at(99),
    start: at(99),
    outcome: .up
  )

  @Test func `nothing is no record`() {
    #expect(Measured().isEmpty)
    #expect(Measured().records(at: at(100)).isEmpty)
  }

  @Test func `the clocks come first, then gaps, then samples`() throws {
    var measured = Measured()
    measured.samples = [sample]
    measured.gaps = [gap]
    measured.reading = reading
    measured.isSynchronized = true
    let records = measured.records(at: at(100))
    try #require(records.count == 3)
    guard case .clock(let mark) = records[0] else {
      Issue.record("\(records[0])")
      return
    }
    #expect(mark.time == at(100))
    #expect(mark.bootTime == 7_000_000_000)
    #expect(mark.step == .zero)
    #expect(mark.isSynchronized)
    #expect(records[1...] == [.gap(gap), .sample(sample)])
  }

  @Test func `the kernel is asked how exact its clock is, when that is due`() throws {
    var measured = Measured()
    measured.reading = reading
    measured.isClockAsked = true
    guard case .clock(let mark)? = measured.records(at: at(100)).first else {
      Issue.record("no clock")
      return
    }
    let kernel = try #require(mark.kernel)
    #expect(kernel.maximumError >= kernel.estimatedError || kernel.maximumError > .zero)
    measured.isClockAsked = false
    guard case .clock(let plain)? = measured.records(at: at(100)).first else {
      Issue.record("no clock")
      return
    }
    #expect(plain.kernel == nil)
  }

  @Test(arguments: [
    (
      ClockDisturbance.stepped(.seconds(70), skipped: .seconds(40)),
      GapCause.clockStep,
      TimeAmount.seconds(70)
    ),
    (.suspended(.seconds(50), skipped: .seconds(50)), .suspended, .zero),
  ])
  func `time that was skipped is an event of its own`(
    disturbance: ClockDisturbance,
    cause: GapCause,
    step: TimeAmount
  ) throws {
    var measured = Measured()
    measured.disturbance = disturbance
    measured.reading = reading
    let records = measured.records(at: at(100))
    try #require(records.count == 2)
    guard case .clock(let mark) = records[0], case .event(let event) = records[1] else {
      Issue.record("\(records)")
      return
    }
    #expect(mark.step == step)
    let length: TimeAmount = cause == .clockStep ? .seconds(40) : .seconds(50)
    let skipped = Gap(
      series: nil,
      interval: Interval(at(100) - length, at(100)),
      slots: 0,
      cause: cause
    )
    #expect(event == Event.daemonGap(skipped).recorded)
  }

  @Test(arguments: [TimeAmount.seconds(-40), .seconds(1_000_000_000)])
  func `a clock that was set back skips nothing, nor does one that comes back`(
    step: TimeAmount
  ) throws {
    var measured = Measured()
    measured.disturbance = .stepped(step, skipped: .microseconds(step < .zero ? 0 : 12))
    measured.reading = reading
    let records = measured.records(at: at(100))
    guard records.count == 1, case .clock(let mark) = records[0] else {
      Issue.record("\(records)")
      return
    }
    #expect(mark.step == step)
  }

  @Test func `how the record stands to UTC is said, with the clocks`() throws {
    var measured = Measured()
    measured.reading = reading
    measured.news = .ahead(by: .hours(1), until: at(3_700))
    let event = Event.daemonClockAhead(at: at(100), by: .hours(1), until: at(3_700))
    #expect(measured.records(at: at(100)).dropFirst() == [.event(event.recorded)])
    #expect(ClockNews.inStep.event(at: at(1)).kind == .daemonClock)
  }
}
