import Chronology
import Posix
import Scheduling
import Storage

/// Log time for everybody in the daemon: UTC until the record says where it ended, then the
/// ``LogClock`` that continues it.
final class SharedClock: Sendable {
  private let clock = Lock<LogClock?>(nil)

  /// Continues the record after `lastRecorded`.
  func begin(after lastRecorded: Instant?) {
    clock.withLock { $0 = LogClock(.now(), after: lastRecorded) }
  }

  /// Log time now.
  func now() -> Instant {
    let reading = ClockReading.now()
    return clock.withLock { $0?.now(reading) } ?? reading.realtime
  }

  /// Log time at a reading of the monotonic clock.
  func now(at monotonic: MonotonicInstant) -> Instant {
    clock.withLock { $0?.now(at: monotonic) } ?? ClockReading.now().realtime
  }

  /// The monotonic clock's reading at which log time will be `instant`.
  func monotonic(at instant: Instant) -> MonotonicInstant {
    clock.withLock { $0?.monotonic(at: instant) } ?? ClockReading.now().monotonic
  }

  /// Compares the clocks with the last time, and says what happened since, and how log time stands to
  /// UTC where that has changed.
  func observe(_ reading: ClockReading) -> (ClockDisturbance?, ClockNews?) {
    clock.withLock { clock in
      let disturbance = clock?.observe(reading)
      return (disturbance, clock?.news)
    }
  }

  /// What a status line says of log time that is ahead of UTC; empty while it is not.
  var leadWords: String {
    let reading = ClockReading.now()
    let lead = clock.withLock { $0?.lead(reading) } ?? .zero
    return lead < LogClock.stepThreshold ? "" : ", the record is \(lead) ahead of UTC"
  }

  /// The clock as the store reads it.
  var forStore: StoreClock {
    StoreClock(now: { self.now() }, bootTime: { SystemClocks.boottime() })
  }
}
