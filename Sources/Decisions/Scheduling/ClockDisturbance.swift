package import Chronology
package import Sampling

/// Something that happened to the clocks between two readings.
package enum ClockDisturbance: Hashable, Sendable {
  /// UTC was set forward (positive) or back (negative) by this much, or has stayed at where it was set
  /// before (zero), and log time has skipped that much.
  case stepped(TimeAmount, skipped: TimeAmount)
  /// The machine slept for so long, and log time has skipped that much.
  case suspended(TimeAmount, skipped: TimeAmount)

  /// The cause of the slots that were missed through it.
  package var gapCause: GapCause {
    switch self {
    case .stepped: .clockStep
    case .suspended: .suspended
    }
  }

  /// The gap of the log time that was skipped before `now`; nil if none was: a clock that was set back
  /// skips none, however far, nor does one that comes back from there, but for the readings' jitter.
  package func gap(before now: Instant) -> Gap? {
    let length: TimeAmount =
      switch self {
      case .stepped(_, let skipped), .suspended(_, let skipped): skipped
      }
    // Below it is what two readings of the clocks differ by anyway.
    guard length >= LogClock.stepThreshold else { return nil }
    return Gap(series: nil, interval: Interval(now - length, now), slots: 0, cause: gapCause)
  }
}
