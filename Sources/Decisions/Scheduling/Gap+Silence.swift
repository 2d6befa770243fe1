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
