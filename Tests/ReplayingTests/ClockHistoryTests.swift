import Chronology
import Reporting
import StoreFormat
import Testing

@testable import Replaying

@Suite struct ClockHistoryTests {
  private func mark(
    _ second: Int64,
    _ isSynchronized: Bool,
    error: Int64? = nil,
    step: TimeAmount = .zero
  ) -> ClockMark {
    ClockMark(
      time: at(second),
      bootTime: 0,
      step: step,
      isSynchronized: isSynchronized,
      kernel: error.map { error in
        KernelClockState(
          status: 0,
          maximumError: .microseconds(error),
          estimatedError: .zero,
          taiOffset: 37
        )
      }
    )
  }

  private func standing(_ marks: [ClockMark], _ range: Range<Int64>) -> ClockStanding {
    var history = ClockHistory()
    for mark in marks { history.take(mark) }
    return history.standing(in: Interval(at(range.lowerBound), at(range.upperBound)))
  }

  @Test func `the largest error that the kernel allowed while it was synchronized counts`() {
    let marks = [
      mark(0, true, error: 900), mark(60, true), mark(3_600, true, error: 1_500),
      mark(7_200, false, error: 16_000_000), mark(10_800, true, error: 1_200),
    ]
    #expect(
      standing(marks, 0..<20_000)
        == ClockStanding(
          readings: 4,
          synchronized: 3,
          uncertainty: .microseconds(1_500),
          unsynchronized: .hours(1),
          steps: 0
        )
    )
    // What was said last before a period holds in it.
    #expect(
      standing(marks, 4_000..<5_000)
        == ClockStanding(readings: 1, synchronized: 1, uncertainty: .microseconds(1_500), steps: 0)
    )
    #expect(standing(marks, 7_300..<10_000).synchronized == 0)
    #expect(standing(marks, 7_300..<10_000).unsynchronized == .seconds(2_700), "of the period only")
  }

  @Test func `a clock that loses its server between two questions is noticed`() {
    let marks = [mark(0, true, error: 900), mark(60, true), mark(120, false), mark(180, false)]
    let found = standing(marks, 0..<1_000)
    #expect(found.readings == 2 && found.synchronized == 1)
    #expect(found.unsynchronized == .seconds(60), "up to the latest reading, and not beyond")
  }

  @Test func `steps count where they were`() {
    let marks = [
      mark(0, true, error: 900), mark(100, true, step: .seconds(-5)),
      mark(200, true, step: .seconds(3)),
    ]
    #expect(standing(marks, 0..<1_000).steps == 2)
    #expect(standing(marks, 150..<1_000).steps == 1)
    #expect(standing(marks, 300..<1_000).steps == 0)
  }

  @Test func `nothing read is nothing known`() {
    #expect(
      standing([], 0..<10)
        == ClockStanding(readings: 0, synchronized: 0, uncertainty: nil, steps: 0)
    )
  }
}
