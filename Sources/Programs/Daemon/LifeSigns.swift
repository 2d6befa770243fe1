import Chronology
import Execution
import Posix
import Systemd

/// What the service manager is told, on a queue of its own: its socket may block.
///
/// A manager that cannot be told is said once and then left alone: measuring goes on.
actor LifeSigns: QueueActor {
  nonisolated let executor: QueueExecutor

  /// How often the status line is written anew.
  private static let statusPeriod = TimeAmount.seconds(10)
  /// How late the earliest slot may be for the daemon to count as alive.
  private static let progressLimit = TimeAmount.seconds(5)

  private let interval: WatchdogInterval?
  private var watchdog: QueueTimer?
  private var status: QueueTimer?
  private var hasComplained = false

  /// Speaks to the manager that `$NOTIFY_SOCKET` names, if there is one.
  init(on executor: QueueExecutor) {
    self.executor = executor
    interval = (try? WatchdogInterval.ofThisProcess()) ?? nil
  }

  /// Says one thing.
  func tell(_ notifications: Notification...) {
    for notification in notifications {
      do throws(NotifyError) {
        try Notify.send(notification)
      } catch {
        if !hasComplained { Complaint.warn(error.description) }
        hasComplained = true
      }
    }
  }

  /// Keeps the watchdog fed as long as `isOnTime` says so, and the status line fresh.
  ///
  /// - Parameters:
  ///   - isOnTime: Whether the scheduler takes its slots; it does not answer when it hangs.
  ///   - line: What to write.
  func attend(
    isOnTime: @escaping @Sendable (TimeAmount) async -> Bool,
    line: @escaping @Sendable () async -> String
  ) {
    // Weak, never unowned: a Task that is made in a closure that holds its actor unowned releases
    // the actor once too often (Swift 6.3.1), and a timer may fire once more while it is dropped.
    if let interval {
      let period = interval.period.nanoseconds
      watchdog = QueueTimer(on: executor) { [weak self] in
        self?.assumeIsolated { $0.feed(isOnTime, every: period) }
      }
      watchdog?.arm(at: SystemClocks.monotonic())
    }
    status = QueueTimer(on: executor) { [weak self] in
      self?.assumeIsolated { $0.write(line) }
    }
    status?.arm(at: SystemClocks.monotonic() + 1_000_000_000)
  }

  private func feed(
    _ isOnTime: @escaping @Sendable (TimeAmount) async -> Bool,
    every period: Int64
  ) {
    watchdog?.arm(at: SystemClocks.monotonic() + period)
    Task { if await isOnTime(Self.progressLimit) { tell(.watchdog) } }
  }

  private func write(_ line: @escaping @Sendable () async -> String) {
    status?.arm(at: SystemClocks.monotonic() + Self.statusPeriod.nanoseconds)
    Task { tell(.status(await line())) }
  }

  /// Writes no more.
  func leave() {
    watchdog = nil
    status = nil
  }
}
