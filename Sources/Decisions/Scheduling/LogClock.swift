package import Chronology
package import Sampling

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
/// boot clock. When UTC is set forward, log time follows with a jump. When UTC is set back, log time
/// goes on as before, ahead of it, until UTC has caught up or the daemon starts anew: a jump back
/// would measure the same minutes twice.
package struct LogClock: Sendable {
  /// Log time minus boot time.
  private var offset: Int64
  /// UTC minus boot time at the last reading.
  private var realtimeOffset: Int64
  /// Boot time minus monotonic time at the last reading.
  private var sleepOffset: Int64

  /// A difference below this is drift or the reading's own jitter, and not a step.
  package static let stepThreshold = TimeAmount.seconds(1)

  /// A clock that continues after `lastRecorded`, if that is not nil.
  package init(_ reading: ClockReading, after lastRecorded: Instant?) {
    let start = max(
      reading.realtime,
      lastRecorded.map { $0 + .microseconds(1) } ?? reading.realtime
    )
    offset = start.nanoseconds - reading.boottime.nanoseconds
    realtimeOffset = reading.realtime.nanoseconds - reading.boottime.nanoseconds
    sleepOffset = reading.boottime.nanoseconds - reading.monotonic.nanoseconds
  }

  /// Log time at `reading`.
  package func now(_ reading: ClockReading) -> Instant {
    Instant(nanoseconds: reading.boottime.nanoseconds + offset)
  }

  /// Log time at `monotonic`, valid since the last observation unless the machine slept after it.
  package func now(at monotonic: MonotonicInstant) -> Instant {
    Instant(nanoseconds: monotonic.nanoseconds + sleepOffset + offset)
  }

  /// The reading of the monotonic clock at which log time will be `instant`, if the machine does not
  /// sleep before it.
  package func monotonic(at instant: Instant) -> MonotonicInstant {
    MonotonicInstant(nanoseconds: instant.nanoseconds - offset - sleepOffset)
  }

  /// How far log time is ahead of UTC: zero or more, beyond the threshold only after UTC was set back.
  package var lead: TimeAmount { TimeAmount(nanoseconds: offset - realtimeOffset) }

  /// Compares `reading` with the one before, and follows a forward step.
  ///
  /// - Returns: What happened since, or nil for nothing. A sleep hides a step of the same moment.
  package mutating func observe(_ reading: ClockReading) -> ClockDisturbance? {
    let newRealtimeOffset = reading.realtime.nanoseconds - reading.boottime.nanoseconds
    let newSleepOffset = reading.boottime.nanoseconds - reading.monotonic.nanoseconds
    let step = newRealtimeOffset - realtimeOffset
    let sleep = newSleepOffset - sleepOffset
    realtimeOffset = newRealtimeOffset
    sleepOffset = newSleepOffset
    // Slow drift is followed only forward: log time must not repeat.
    if newRealtimeOffset > offset { offset = newRealtimeOffset }
    if sleep >= LogClock.stepThreshold.nanoseconds {
      return .suspended(TimeAmount(nanoseconds: sleep))
    }
    if step.magnitude >= LogClock.stepThreshold.nanoseconds.magnitude {
      return .stepped(TimeAmount(nanoseconds: step))
    }
    return nil
  }
}

/// Something that happened to the clocks between two readings.
package enum ClockDisturbance: Hashable, Sendable {
  /// UTC was set forward (positive) or back (negative) by this much.
  case stepped(TimeAmount)
  /// The machine slept for so long.
  case suspended(TimeAmount)

  /// The cause of the slots that were missed through it.
  package var gapCause: GapCause {
    switch self {
    case .stepped: .clockStep
    case .suspended: .suspended
    }
  }
}
