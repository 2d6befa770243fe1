import CSystemd

/// How long the service manager waits for a sign of life before it kills this process.
package struct WatchdogInterval: Equatable, Sendable {
  /// Without `Notification.watchdog` for this long, the process gets `SIGABRT`; more than 0.
  package let limit: Duration

  /// How often to send one: half the limit, as sd_watchdog_enabled(3) recommends.
  package var period: Duration { limit / 2 }

  /// What `$WATCHDOG_USEC` and `$WATCHDOG_PID` ask of this process; nil when nothing.
  ///
  /// The corresponding C function is `sd_watchdog_enabled`.
  ///
  /// - Throws: `NotifyError` when the variables are there and unreadable.
  package static func ofThisProcess() throws(NotifyError) -> WatchdogInterval? {
    var microseconds: UInt64 = 0
    let code = unsafe sd_watchdog_enabled(0, &microseconds)
    guard code >= 0 else { throw NotifyError(errno: -code) }
    guard code > 0 else { return nil }
    return WatchdogInterval(limit: .microseconds(Int64(clamping: microseconds)))
  }
}
