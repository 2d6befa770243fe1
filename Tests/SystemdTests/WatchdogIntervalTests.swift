import Glibc
import TestKit
import Testing

@testable import Systemd

/// Each test sets the environment of a process of its own.
@Suite struct WatchdogIntervalTests {
  @Test func `a watchdog of 30 s wants a sign of life every 15 s`() async {
    await #expect(processExitsWith: .success) {
      ExitTestEnvironment.set("WATCHDOG_USEC", "30000000")
      ExitTestEnvironment.set("WATCHDOG_PID", "\(getpid())")
      let found = try WatchdogInterval.ofThisProcess()
      let interval = try #require(found)
      #expect(interval.limit == .seconds(30))
      #expect(interval.period == .seconds(15))
    }
  }

  @Test func `the watchdog of another process is none of ours`() async {
    await #expect(processExitsWith: .success) {
      ExitTestEnvironment.set("WATCHDOG_USEC", "30000000")
      ExitTestEnvironment.set("WATCHDOG_PID", "1")
      let interval = try WatchdogInterval.ofThisProcess()
      #expect(interval == nil)
    }
  }

  @Test func `no variable, no watchdog`() async {
    await #expect(processExitsWith: .success) {
      ExitTestEnvironment.set("WATCHDOG_USEC", nil)
      let interval = try WatchdogInterval.ofThisProcess()
      #expect(interval == nil)
    }
  }

  @Test func `an interval that is no number is an error`() async {
    await #expect(processExitsWith: .success) {
      ExitTestEnvironment.set("WATCHDOG_USEC", "soon")
      ExitTestEnvironment.set("WATCHDOG_PID", nil)
      #expect(throws: NotifyError(errno: EINVAL)) { try WatchdogInterval.ofThisProcess() }
    }
  }
}
