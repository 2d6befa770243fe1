import Chronology
import Testing

@testable import Accounting

@Suite struct IntervalSetNearTests {
  private let set = IntervalSet([span(0, 10), span(20, 30), span(40, 50)])

  @Test(arguments: [
    (span(0, 50), 3), (span(10, 20), 2), (span(11, 19), 0), (span(30, 31), 1), (span(50, 60), 1),
    (span(51, 60), 0), (span(25, 26), 1),
  ])
  func `what overlaps a stretch or touches it is near`(stretch: Interval, count: Int) {
    #expect(set.near(stretch).intervals.count == count)
    #expect(set.inside(stretch) == set.intersection(stretch))
  }

  @Test func `an instant is in the set from a beginning on, up to an end`() {
    let found = [0, 9, 10, 19, 20, 30, 40, 49, 50].map { set.contains(Instant(milliseconds: $0)) }
    #expect(found == [true, true, false, false, true, false, true, true, false])
  }
}
