import Chronology
import Sampling
import Scheduling
import Testing

@Suite struct SilenceTests {
  private let now = Instant(seconds: 1_774_000_000)

  @Test func `a daemon that did not run leaves a gap without series and slots`() {
    let gap = Gap.daemonStopped(since: now - .seconds(90), until: now)
    let interval = Interval(now - .seconds(90), now)
    #expect(gap == Gap(series: nil, interval: interval, slots: 0, cause: .daemonStopped))
    #expect(Gap.daemonStopped(since: now, until: now) == nil)
    #expect(Gap.daemonStopped(since: now + .seconds(1), until: now) == nil)
    #expect(Gap.daemonStopped(since: nil, until: now) == nil, "an empty store")
  }

  @Test func `a clock that was set forward and a sleep skip time, one that was set back none`() {
    let hour = Interval(now - .hours(1), now)
    #expect(
      ClockDisturbance.stepped(.hours(1), skipped: .hours(1)).gap(before: now)
        == Gap(series: nil, interval: hour, slots: 0, cause: .clockStep)
    )
    #expect(
      ClockDisturbance.suspended(.hours(1), skipped: .hours(1)).gap(before: now)
        == Gap(series: nil, interval: hour, slots: 0, cause: .suspended)
    )
    #expect(
      ClockDisturbance.stepped(TimeAmount.zero - .hours(1), skipped: .zero).gap(before: now) == nil
    )
  }
}
