import CSystemd
import Glibc
import Posix

/// What a service tells the manager that started it, sd_notify(3).
package enum Notification: Equatable, Sendable {
  /// The service is up, or a reload is over: `READY=1`.
  case ready
  /// One line for `systemctl status`: `STATUS=…`. Control characters become spaces.
  case status(String)
  /// The service is alive: `WATCHDOG=1`.
  case watchdog
  /// A reload begins: `RELOADING=1` with the `MONOTONIC_USEC` of the moment when it is sent.
  ///
  /// systemd from 253 on waits for the second line; older ones skip it.
  case reloading
  /// The service is stopping: `STOPPING=1`.
  case stopping
  /// Starting, reloading or stopping takes this much longer, counted from now:
  /// `EXTEND_TIMEOUT_USEC=…`. Less than a microsecond counts as one.
  case extendTimeout(Duration)
}

/// Why the service manager was not told.
package struct NotifyError: Error, Equatable, Sendable, CustomStringConvertible {
  /// As `sd_notify` reports it: `ECONNREFUSED` or `ENOENT` when nobody listens at `$NOTIFY_SOCKET`.
  package let errno: CInt

  /// One line for an operator.
  package var description: String {
    "the service manager could not be told: \(Journal.text(ofErrno: errno))"
  }
}

/// The way to the service manager that `$NOTIFY_SOCKET` names.
package enum Notify {
  /// Sends all of `notifications` in one datagram.
  ///
  /// Safe to call from any thread. It can block for as long as the manager's queue is full.
  ///
  /// The corresponding C function is `sd_notify`.
  ///
  /// - Returns: Whether there is a service manager; false outside of a `Type=notify` unit.
  /// - Throws: `NotifyError` with the C function's code.
  @discardableResult
  package static func send(_ notifications: Notification...) throws(NotifyError) -> Bool {
    // Set and empty is how a shell says that there is no manager; the C function calls it an error.
    if Environment.value(of: "NOTIFY_SOCKET")?.isEmpty == true { return false }
    let state = text(of: notifications, monotonicMicroseconds: monotonicMicroseconds())
    let code = unsafe sd_notify(0, state)
    guard code >= 0 else { throw NotifyError(errno: -code) }
    return code > 0
  }

  /// The datagram: one assignment a line.
  ///
  /// - Parameter monotonicMicroseconds: `CLOCK_MONOTONIC`, for a reload.
  static func text(of notifications: [Notification], monotonicMicroseconds: UInt64) -> String {
    notifications.map { notification in
      switch notification {
      case .ready: "READY=1"
      case .status(let text): "STATUS=" + singleLine(text)
      case .watchdog: "WATCHDOG=1"
      case .reloading: "RELOADING=1\nMONOTONIC_USEC=\(monotonicMicroseconds)"
      case .stopping: "STOPPING=1"
      case .extendTimeout(let duration): "EXTEND_TIMEOUT_USEC=\(microseconds(duration))"
      }
    }.joined(separator: "\n")
  }

  /// `text` without control characters: a line feed in it would begin an assignment of its own.
  private static func singleLine(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 32 ? " " : $0 }))
  }

  private static func microseconds(_ duration: Duration) -> Int64 {
    let (seconds, attoseconds) = duration.components
    return max(1, seconds * 1_000_000 + attoseconds / 1_000_000_000_000)
  }

  private static func monotonicMicroseconds() -> UInt64 {
    var time = timespec()
    let code = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    precondition(code == 0, "CLOCK_MONOTONIC can't be read")
    return UInt64(time.tv_sec) * 1_000_000 + UInt64(time.tv_nsec) / 1_000
  }
}
