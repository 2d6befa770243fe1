package import Chronology

/// The machine's three clocks, read together: UTC first, then boot time, then monotonic time.
///
/// In this order a reader that is preempted in between sees UTC too early, never too late, and log
/// time, which follows UTC only forward, is not driven ahead of it.
package struct ClockReading: Hashable, Sendable {
  /// UTC as the kernel has it; anybody may set it.
  ///
  /// The corresponding C constant is `CLOCK_REALTIME`.
  package let realtime: Instant
  /// Time since the boot, with sleep.
  ///
  /// The corresponding C constant is `CLOCK_BOOTTIME`.
  package let boottime: TimeAmount
  /// Time since the boot, without sleep.
  ///
  /// The corresponding C constant is `CLOCK_MONOTONIC`.
  package let monotonic: MonotonicInstant

  /// A reading of these three.
  package init(realtime: Instant, boottime: TimeAmount, monotonic: MonotonicInstant) {
    self.realtime = realtime
    self.boottime = boottime
    self.monotonic = monotonic
  }
}

/// The time by which samples are recorded: it never goes back and never repeats.
///
/// It starts at UTC, or just after the last recorded time if UTC lies before that, and runs with the
/// boot clock. When UTC is set forward, log time follows with a jump. When UTC is set back, or lay
/// behind the record at the start, log time runs at half the rate of the monotonic clock until UTC
/// has caught up: after twice the time that it was ahead, less whatever the machine slept. A jump
/// back would measure the same minutes twice.
///
/// UTC that is set by more than ``farStep`` either way is followed only when it has stayed so for
/// ``confirmation``; UTC outside `Instant.clockSpan` is not followed at all. Until then log time goes
/// on as before.
package struct LogClock: Sendable {
  /// A far step that may still turn out to be a mistake.
  private struct Doubt {
    /// UTC minus boot time after it.
    var offset: Int64
    var since: MonotonicInstant
  }

  /// What was said last of how log time stands to UTC.
  private enum Standing {
    case inStep, ahead, doubtful
  }

  /// UTC minus boot time, as it is followed.
  private var followed: Int64
  /// UTC minus boot time at the last reading.
  private var realtimeOffset: Int64
  /// Boot time minus monotonic time at the last reading.
  private var sleepOffset: Int64
  /// Log time at the last reading, from where it runs at half the rate while UTC lies behind.
  private var anchor: Instant
  /// When the last reading was.
  private var anchored: MonotonicInstant
  private var doubt: Doubt?
  private var standing = Standing.inStep

  /// How log time stands to UTC, where the last observation found that it has changed.
  package private(set) var news: ClockNews?

  /// A difference below this is drift or the reading's own jitter, and not a step.
  package static let stepThreshold = TimeAmount.seconds(1)
  /// UTC that is set by more than this is not believed at once.
  package static let farStep = TimeAmount.days(1)
  /// How long a far step must have lasted to be followed.
  package static let confirmation = TimeAmount.seconds(60)
  /// Less ahead than this is in step again.
  private static let closeness = TimeAmount.milliseconds(100)

  /// A clock that continues after `lastRecorded`, if that is not nil.
  package init(_ reading: ClockReading, after lastRecorded: Instant?) {
    anchor = max(
      reading.realtime,
      lastRecorded.map { $0 + .microseconds(1) } ?? reading.realtime
    )
    anchored = reading.monotonic
    realtimeOffset = reading.realtime.nanoseconds - reading.boottime.nanoseconds
    followed = realtimeOffset
    sleepOffset = reading.boottime.nanoseconds - reading.monotonic.nanoseconds
  }

  /// Log time at `reading`.
  package func now(_ reading: ClockReading) -> Instant {
    max(
      Instant(nanoseconds: reading.boottime.nanoseconds + followed),
      slowed(at: reading.monotonic)
    )
  }

  /// Log time at `monotonic`, valid since the last observation unless the machine slept after it.
  package func now(at monotonic: MonotonicInstant) -> Instant {
    max(
      Instant(nanoseconds: monotonic.nanoseconds + sleepOffset + followed),
      slowed(at: monotonic)
    )
  }

  private func slowed(at monotonic: MonotonicInstant) -> Instant {
    Instant(nanoseconds: anchor.nanoseconds + (monotonic - anchored).nanoseconds >> 1)
  }

  /// The reading of the monotonic clock at which log time will be `instant`, if the machine does not
  /// sleep before it.
  package func monotonic(at instant: Instant) -> MonotonicInstant {
    let full = instant.nanoseconds - followed - sleepOffset
    let (twice, isTooFar) = (instant - anchor).nanoseconds.multipliedReportingOverflow(by: 2)
    if isTooFar { return MonotonicInstant(nanoseconds: full) }
    return MonotonicInstant(nanoseconds: min(full, anchored.nanoseconds + twice))
  }

  /// How far log time is ahead of UTC at `reading`: zero or more.
  package func lead(_ reading: ClockReading) -> TimeAmount {
    max(now(reading) - reading.realtime, .zero)
  }

  /// Compares `reading` with the one before, and follows UTC.
  ///
  /// - Returns: What happened since, or nil for nothing. A sleep hides a step of the same moment.
  package mutating func observe(_ reading: ClockReading) -> ClockDisturbance? {
    let offset = reading.realtime.nanoseconds - reading.boottime.nanoseconds
    let step = TimeAmount(nanoseconds: offset - realtimeOffset)
    let newSleepOffset = reading.boottime.nanoseconds - reading.monotonic.nanoseconds
    let sleep = TimeAmount(nanoseconds: newSleepOffset - sleepOffset)
    let before = now(at: reading.monotonic)
    follow(offset, reading)
    realtimeOffset = offset
    sleepOffset = newSleepOffset
    let after = max(before, now(at: reading.monotonic))
    anchor = after
    anchored = reading.monotonic
    tellStanding(after - reading.realtime)
    let skipped = after - before
    if sleep >= LogClock.stepThreshold { return .suspended(sleep, skipped: skipped) }
    if step.magnitude >= LogClock.stepThreshold || skipped >= LogClock.stepThreshold {
      return .stepped(step, skipped: skipped)
    }
    return nil
  }

  private mutating func follow(_ offset: Int64, _ reading: ClockReading) {
    let change = TimeAmount(nanoseconds: offset - followed)
    let distance = reading.realtime - now(reading)
    // A step towards the record is no matter, from however far behind it comes.
    let isFar =
      change > .zero ? distance > LogClock.farStep : distance.magnitude > LogClock.farStep
    let isPossible = Instant.clockSpan.contains(reading.realtime)
    guard change.magnitude >= LogClock.stepThreshold, isFar || !isPossible else {
      doubt = nil
      followed = offset
      return
    }
    let isSame =
      doubt.map { TimeAmount(nanoseconds: offset - $0.offset).magnitude < LogClock.stepThreshold }
    if isSame != true { doubt = Doubt(offset: offset, since: reading.monotonic) }
    guard let doubt, isPossible, reading.monotonic - doubt.since >= LogClock.confirmation else {
      return
    }
    self.doubt = nil
    followed = offset
  }

  private mutating func tellStanding(_ lead: TimeAmount) {
    let before = standing
    if doubt != nil {
      standing = .doubtful
    } else if lead >= LogClock.stepThreshold {
      standing = .ahead
    } else if before == .doubtful || lead < LogClock.closeness {
      standing = .inStep
    }
    news =
      switch standing {
      case before: nil
      case .inStep: .inStep
      case .ahead: .ahead(by: lead, until: anchor + lead)
      case .doubtful: .doubtful(by: .zero - lead)
      }
  }
}
