import Agreement
import Chronology
import TestKit
import Testing

@Suite struct ServiceClockTests {
  private func at(_ seconds: Int64) -> Instant { Instant(seconds: seconds) }

  private func set(_ parts: (Int64, Int64)...) -> IntervalSet {
    IntervalSet(parts.map { Interval(at($0.0), at($0.1)) })
  }

  /// The accounting vector V13.
  @Test func `a clock of office hours stands still at the weekend and while suspended`() throws {
    let zone = try FixtureZone.rules("Europe/Paris")
    let hours = try ServiceHoursTests.office.intervals(in: window("2026-06", zone), zone: zone)
    let suspended = try Interval(instant("2026-06-15T06:30:00Z"), instant("2026-06-15T07:00:00Z"))
    let clock = ServiceClock(in: hours, without: IntervalSet([suspended]))
    let declared = try instant("2026-06-12T16:30:00Z")
    let restored = try instant("2026-06-15T08:15:00Z")
    #expect(clock.time(from: declared, to: restored) == .seconds(11_700))
    #expect(restored - declared == .minutes(63 * 60 + 45))
    let deadline = try #require(clock.deadline(from: declared, after: .hours(4)))
    #expect(CivilTime(deadline, in: zone).description == "2026-06-15 11:00:00 +02:00")
    let unsuspended = ServiceClock(in: hours)
    #expect(unsuspended.time(from: declared, to: restored) == .seconds(13_500))
  }

  @Test func `the clock shows nothing outside its hours`() {
    let clock = ServiceClock(in: set((100, 200), (300, 400)))
    #expect(clock.time(from: at(0), to: at(100)) == .zero)
    #expect(clock.time(from: at(200), to: at(300)) == .zero)
    #expect(clock.time(from: at(400), to: at(900)) == .zero)
    #expect(clock.time(from: at(150), to: at(150)) == .zero)
    #expect(clock.time(from: at(350), to: at(150)) == .zero)
    #expect(clock.time(from: at(0), to: at(900)) == .seconds(200))
  }

  @Test func `a deadline at the end of the hours is there, not when they begin again`() {
    let clock = ServiceClock(in: set((100, 200), (300, 400)))
    #expect(clock.deadline(from: at(150), after: .seconds(50)) == at(200))
    #expect(
      clock.deadline(from: at(150), after: TimeAmount(nanoseconds: 50_000_000_001))
        == Instant(nanoseconds: 300_000_000_001)
    )
    #expect(clock.deadline(from: at(200), after: .seconds(100)) == at(400))
    #expect(clock.deadline(from: at(250), after: .zero) == at(250))
  }

  @Test func `a clock that never goes so far has no deadline`() {
    let clock = ServiceClock(in: set((100, 200), (300, 400)))
    #expect(clock.deadline(from: at(0), after: .seconds(201)) == nil)
    #expect(clock.deadline(from: at(400), after: .seconds(1)) == nil)
    #expect(ServiceClock(in: IntervalSet()).deadline(from: at(0), after: .seconds(1)) == nil)
  }

  @Test func `the deadline is the first second by which a count of seconds is reached`() {
    var random = SplitMix64(seed: 13)
    for _ in 0..<500 {
      func parts() -> IntervalSet {
        IntervalSet(
          (0..<6).map { _ in
            let start = Int64.random(in: 0...90, using: &random)
            return Interval(at(start), at(start + .random(in: 0...15, using: &random)))
          }
        )
      }
      let hours = parts()
      let suspended = parts()
      let clock = ServiceClock(in: hours, without: suspended)
      let start = Int64.random(in: -5...100, using: &random)
      let amount = Int64.random(in: 0...40, using: &random)
      var shown: Int64 = 0
      var expected: Instant? = amount == 0 ? at(start) : nil
      for second in start..<120 {
        let now = at(second)
        let isRunning =
          hours.intervals.contains { $0.contains(now) }
          && !suspended.intervals.contains { $0.contains(now) }
        if isRunning { shown += 1 }
        #expect(clock.time(from: at(start), to: at(second + 1)) == .seconds(shown))
        if shown == amount, expected == nil { expected = at(second + 1) }
      }
      #expect(clock.deadline(from: at(start), after: .seconds(amount)) == expected)
    }
  }
}
