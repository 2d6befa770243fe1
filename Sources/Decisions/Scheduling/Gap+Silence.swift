package import Chronology
package import Sampling

extension Gap {
  /// The gap of a daemon that did not run since `end`, up to when the record accounts for everything;
  /// nil if that is nothing, or nobody knows.
  package static func daemonStopped(since end: Instant?, until now: Instant) -> Gap? {
    guard let end, end < now else { return nil }
    return Gap(series: nil, interval: Interval(end, now), slots: 0, cause: .daemonStopped)
  }
}

extension ClockDisturbance {
  /// The gap of the time that was skipped before `now`; nil if the clock was set back, for that skips
  /// none.
  package func gap(before now: Instant) -> Gap? {
    let length: TimeAmount =
      switch self {
      case .stepped(let amount), .suspended(let amount): amount
      }
    guard length > .zero else { return nil }
    return Gap(series: nil, interval: Interval(now - length, now), slots: 0, cause: gapCause)
  }
}
