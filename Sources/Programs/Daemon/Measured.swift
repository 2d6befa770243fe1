import Chronology
import Posix
import Sampling
import Scheduling
import StoreFormat

/// What the scheduler hands to the store at once.
struct Measured: Sendable {
  /// Attempts that have ended, in the order in which they ended.
  var samples: [Sample] = []
  /// Certificates that checks met in the place of others.
  var certificates: [CertificateMark] = []
  /// Slots that will not run.
  var gaps: [Gap] = []
  /// What happened to the clocks, and how they read after it.
  var disturbance: ClockDisturbance?
  /// How log time stands to UTC, if that has changed.
  var news: ClockNews?
  /// Set when the record is to say that the daemon lives, or how the clocks read.
  var reading: ClockReading?
  /// Whether the kernel called the clock synchronized at that reading.
  var isSynchronized = false
  /// Whether the kernel is to be asked how exact its clock is.
  var isClockAsked = false
  /// Whether a target's state has changed, so that it is to be durable at once.
  var isUrgent = false

  /// Whether there is nothing to record.
  ///
  /// Clocks that were disturbed come with their reading.
  var isEmpty: Bool { samples.isEmpty && gaps.isEmpty && reading == nil }
}

extension ClockReading {
  /// Reads the machine's clocks, in the order that ``ClockReading`` asks for.
  static func now() -> ClockReading {
    let realtime = SystemClocks.realtime()
    let boottime = SystemClocks.boottime()
    let monotonic = SystemClocks.monotonic()
    return ClockReading(
      realtime: Instant(nanoseconds: realtime),
      boottime: TimeAmount(nanoseconds: boottime),
      monotonic: MonotonicInstant(nanoseconds: monotonic)
    )
  }
}
