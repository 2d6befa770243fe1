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
    #expect(clock.lead(reading(1_005, boot: 15)) == .zero)
  }

  @Test func `log time follows a step forward`() {
    var clock = LogClock(reading(1_600_000_000, boot: 10), after: nil)
    let stepped = reading(1_600_003_605, boot: 15)
    #expect(clock.observe(stepped) == .stepped(.seconds(3_600), skipped: .seconds(3_600)))
    #expect(clock.now(stepped) == Instant(seconds: 1_600_003_605))
  }

  @Test func `sleep is not a step`() {
    var clock = LogClock(reading(1_600_000_000, boot: 10, awake: 10), after: nil)
    let awake = reading(1_600_001_000, boot: 1_010, awake: 12)
    #expect(clock.observe(awake) == .suspended(.seconds(998), skipped: .seconds(998)))
    #expect(clock.now(awake) == Instant(seconds: 1_600_001_000))
    #expect(
      clock.now(at: MonotonicInstant(nanoseconds: 13_000_000_000))
        == Instant(seconds: 1_600_001_001)
    )
  }

  @Test func `slow drift is no disturbance`() {
    var clock = LogClock(reading(1_600_000_000, boot: 10), after: nil)
    #expect(clock.observe(reading(1_600_000_005, boot: 15)) == nil)
    #expect(clock.news == nil)
  }
}

/// Log time that is ahead of UTC.
@Suite struct LeadTests {
  private let start = Int64(1_700_000_000)

  /// The clocks `seconds` after the start, UTC off by `offset`; the machine has slept for `asleep`.
  private func reading(_ seconds: Int64, _ offset: Int64 = 0, asleep: Int64 = 0) -> ClockReading {
    ClockReading(
      realtime: Instant(seconds: start + seconds + offset),
      boottime: .seconds(100 + seconds),
      monotonic: MonotonicInstant(nanoseconds: (50 + seconds - asleep) * 1_000_000_000)
    )
  }

  private func at(_ seconds: Int64) -> Instant { Instant(seconds: start + seconds) }

  @Test func `a clock that was set back is caught up with at half the rate`() {
    var clock = LogClock(reading(0), after: nil)
    #expect(clock.observe(reading(10, -3_600)) == .stepped(.seconds(-3_600), skipped: .zero))
    #expect(clock.now(reading(10, -3_600)) == at(10))
    #expect(clock.lead(reading(10, -3_600)) == .hours(1))
    #expect(clock.now(reading(110, -3_600)) == at(60))
    // An hour of lead takes two hours; then log time is UTC, and runs with it.
    #expect(clock.lead(reading(10 + 7_000, -3_600)) == .seconds(100))
    #expect(clock.lead(reading(10 + 7_200, -3_600)) == .zero)
    #expect(clock.now(reading(10 + 7_300, -3_600)) == at(10 + 3_700))
  }

  @Test func `log time never goes back nor repeats while it is ahead, however often it is read`() {
    var clock = LogClock(reading(0), after: nil)
    var last = clock.now(reading(0))
    for second in Int64(1)...400 {
      let now = reading(second, second < 20 ? 0 : -100)
      let before = clock.now(now)
      let disturbance = clock.observe(now)
      #expect((disturbance != nil) == (second == 20))
      #expect(clock.now(now) == before)
      #expect(clock.now(now) > last)
      last = clock.now(now)
    }
    #expect(last == at(300))
    #expect(clock.lead(reading(400, -100)) == .zero)
  }

  @Test func `a record that ends ahead of UTC is gone on with from there, and is caught up with`() {
    var clock = LogClock(reading(0), after: at(10))
    #expect(clock.now(reading(0)) == at(10) + .microseconds(1))
    #expect(clock.observe(reading(1)) == nil)
    guard case .ahead(let lead, let end) = clock.news else {
      Issue.record("nothing is said of it")
      return
    }
    #expect(lead == .milliseconds(9_500) + .microseconds(1))
    #expect(end == at(20) + .microseconds(2))
    #expect(clock.observe(reading(31)) == nil)
    #expect(clock.now(reading(31)) == at(31))
    #expect(clock.news == .inStep)
    #expect(clock.observe(reading(32)) == nil)
    #expect(clock.news == nil)
  }

  @Test func `a timer is set for where log time will be`() {
    var clock = LogClock(reading(0), after: nil)
    _ = clock.observe(reading(10, -60))
    for seconds in Int64(10)...200 {
      let instant = at(seconds) + .milliseconds(250)
      let time = clock.monotonic(at: instant)
      #expect(clock.now(at: time) == instant)
      #expect(clock.now(at: time + TimeAmount(nanoseconds: -1)) < instant)
    }
    #expect(clock.monotonic(at: Instant(nanoseconds: .max)) > clock.monotonic(at: at(200)))
  }

  @Test func `a sleep is spent on the lead first`() {
    var clock = LogClock(reading(0), after: nil)
    _ = clock.observe(reading(0, -60))
    let awake = reading(100, -60, asleep: 100)
    #expect(clock.observe(awake) == .suspended(.seconds(100), skipped: .seconds(40)))
    #expect(clock.now(awake) == at(40))
  }

  @Test func `a clock that comes back in time makes log time skip less than it was set`() {
    var clock = LogClock(reading(0), after: nil)
    _ = clock.observe(reading(10, -3_600))
    #expect(clock.observe(reading(13)) == .stepped(.hours(1), skipped: .milliseconds(1_500)))
    #expect(clock.now(reading(13)) == at(13))
  }

  @Test(arguments: [Int64(3_000_000_000 / 2), -1_000_000_000, 86_401, -86_401])
  func `a far step that does not last changes nothing`(step: Int64) {
    var clock = LogClock(reading(0), after: nil)
    let disturbance = clock.observe(reading(10, step))
    #expect(disturbance == .stepped(.seconds(step), skipped: .zero))
    #expect(disturbance?.gap(before: at(10)) == nil)
    #expect(clock.news == .doubtful(by: .seconds(step)))
    #expect(clock.now(reading(10, step)) == at(10))
    #expect(clock.observe(reading(69, step)) == nil)
    #expect(clock.now(reading(69, step)) == at(69))
    let back = clock.observe(reading(69))
    #expect(back == .stepped(.seconds(-step), skipped: .zero))
    #expect(back?.gap(before: at(69)) == nil)
    #expect(clock.now(reading(69)) == at(69))
    #expect(clock.news == .inStep)
  }

  @Test func `a far step forward that lasts for a minute is followed`() {
    var clock = LogClock(reading(0), after: nil)
    let step = Int64(86_400 * 400)
    _ = clock.observe(reading(10, step))
    // Another far step is doubted anew.
    _ = clock.observe(reading(40, 2 * step))
    #expect(clock.observe(reading(71, 2 * step)) == nil)
    let followed = clock.observe(reading(100, 2 * step))
    #expect(followed == .stepped(.zero, skipped: .seconds(2 * step)))
    #expect(clock.now(reading(100, 2 * step)) == at(100 + 2 * step))
    #expect(clock.news == .inStep)
  }

  @Test func `a far step back that lasts for a minute slows log time`() {
    var clock = LogClock(reading(0), after: nil)
    _ = clock.observe(reading(10, -200_000))
    #expect(clock.observe(reading(70, -200_000)) == nil)
    #expect(clock.now(reading(80, -200_000)) == at(75))
    guard case .ahead = clock.news else {
      Issue.record("\(String(describing: clock.news))")
      return
    }
  }

  @Test func `a step towards the record is followed at once, from however far behind`() {
    var clock = LogClock(reading(0), after: nil)
    _ = clock.observe(reading(10, -200_000))
    _ = clock.observe(reading(70, -200_000))
    #expect(clock.observe(reading(72, -100_000)) == .stepped(.seconds(100_000), skipped: .zero))
    #expect(clock.news == nil)
    #expect(clock.lead(reading(72, -100_000)) == .seconds(99_999))
  }

  @Test(arguments: [Int64(0), 4_607_280_000])
  func `UTC before 2020 or after 2115 is never followed`(utc: Int64) {
    var clock = LogClock(reading(0), after: nil)
    for seconds in [Int64(10), 69, 70, 71, 1_000, 90_000] {
      _ = clock.observe(reading(seconds, utc - start))
      #expect(clock.now(reading(seconds, utc - start)) == at(seconds))
    }
    #expect(clock.lead(reading(90_000, 4_607_280_000 - start)) == .zero)
  }
}
