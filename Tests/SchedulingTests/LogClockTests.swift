import Chronology
import Sampling
import Scheduling
import Testing

@Suite struct LogClockTests {
  private func reading(_ realtime: Int64, boot: Int64, awake: Int64? = nil) -> ClockReading {
    ClockReading(
      realtime: Instant(seconds: realtime),
      boottime: .seconds(boot),
      monotonic: MonotonicInstant(nanoseconds: (awake ?? boot) * 1_000_000_000)
    )
  }

  @Test func `log time starts at UTC`() {
    let clock = LogClock(reading(1_000, boot: 10), after: nil)
    #expect(clock.now(reading(1_005, boot: 15)) == Instant(seconds: 1_005))
    #expect(clock.lead == .zero)
  }

  @Test func `log time continues after the last record when UTC lies before it`() {
    let clock = LogClock(reading(1_000, boot: 10), after: Instant(seconds: 5_000))
    #expect(clock.now(reading(1_000, boot: 10)) == Instant(seconds: 5_000) + .microseconds(1))
  }

  @Test func `log time follows a step forward`() {
    var clock = LogClock(reading(1_000, boot: 10), after: nil)
    #expect(clock.observe(reading(4_605, boot: 15)) == .stepped(.seconds(3_600)))
    #expect(clock.now(reading(4_605, boot: 15)) == Instant(seconds: 4_605))
  }

  @Test func `log time does not follow a step back, and says how far it is ahead`() {
    var clock = LogClock(reading(5_000, boot: 10), after: nil)
    #expect(clock.observe(reading(1_405, boot: 15)) == .stepped(.seconds(-3_600)))
    #expect(clock.now(reading(1_405, boot: 15)) == Instant(seconds: 5_005))
    #expect(clock.lead == .seconds(3_600))
  }

  @Test func `sleep is not a step`() {
    var clock = LogClock(reading(1_000, boot: 10, awake: 10), after: nil)
    #expect(clock.observe(reading(2_000, boot: 1_010, awake: 12)) == .suspended(.seconds(998)))
    #expect(clock.now(reading(2_000, boot: 1_010, awake: 12)) == Instant(seconds: 2_000))
    #expect(clock.now(at: MonotonicInstant(nanoseconds: 13_000_000_000)) == Instant(seconds: 2_001))
  }

  @Test func `slow drift is no disturbance`() {
    var clock = LogClock(reading(1_000, boot: 10), after: nil)
    #expect(clock.observe(reading(1_005, boot: 15)) == nil)
  }
}
