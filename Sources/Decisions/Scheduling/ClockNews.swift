package import Chronology

/// How log time stands to UTC, when that has changed.
package enum ClockNews: Hashable, Sendable {
  /// Log time is so far ahead of UTC, and runs at half the rate until about that instant of both.
  case ahead(by: TimeAmount, until: Instant)
  /// UTC was set this far ahead of log time (behind it: negative), too far to be followed at once.
  case doubtful(by: TimeAmount)
  /// Log time is UTC again.
  case inStep
}
