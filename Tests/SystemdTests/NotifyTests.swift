import Glibc
import TestKit
import Testing

@testable import Systemd

/// The tests that set `$NOTIFY_SOCKET` run in processes of their own.
@Suite struct NotifyTests {
  @Test func `each notification is one assignment a line`() {
    let text = Notify.text(
      of: [.ready, .status("412 checks"), .watchdog, .stopping, .extendTimeout(.seconds(2))],
      monotonicMicroseconds: 7
    )
    #expect(
      text == "READY=1\nSTATUS=412 checks\nWATCHDOG=1\nSTOPPING=1\nEXTEND_TIMEOUT_USEC=2000000"
    )
  }

  @Test func `a reload carries its monotonic time`() {
    let text = Notify.text(of: [.reloading], monotonicMicroseconds: 1_234_567)
    #expect(text == "RELOADING=1\nMONOTONIC_USEC=1234567")
  }

  @Test func `a status can't smuggle in an assignment`() {
    let text = Notify.text(of: [.status("a\nREADY=1\r\u{0}b")], monotonicMicroseconds: 0)
    #expect(text == "STATUS=a READY=1  b")
  }

  @Test func `a timeout too short to count is one microsecond`() {
    let text = Notify.text(of: [.extendTimeout(.nanoseconds(1))], monotonicMicroseconds: 0)
    #expect(text == "EXTEND_TIMEOUT_USEC=1")
  }

  @Test func `a service manager receives what is sent, from this process`() async {
    await #expect(processExitsWith: .success) {
      let manager = try NotifySocket()
      ExitTestEnvironment.set("NOTIFY_SOCKET", manager.path)
      let isManaged = try Notify.send(.ready, .status("first light"))
      #expect(isManaged)
      let ready = try #require(manager.next(within: .seconds(10)))
      #expect(ready.fields == ["READY": "1", "STATUS": "first light"])
      #expect(ready.sender == getpid())

      let before = NotifySocket.now()
      try Notify.send(.watchdog)
      try Notify.send(.reloading)
      let reload = try #require(manager.next(where: "RELOADING", within: .seconds(10)))
      let time = try #require(Int64(reload.fields["MONOTONIC_USEC"] ?? ""))
      #expect(.microseconds(time + 1) > before)
      #expect(.microseconds(time) <= NotifySocket.now())
    }
  }

  @Test func `without a service manager nothing is sent and nothing fails`() async {
    await #expect(processExitsWith: .success) {
      ExitTestEnvironment.set("NOTIFY_SOCKET", nil)
      let isManaged = try Notify.send(.ready)
      #expect(!isManaged)
    }
  }

  @Test func `a service manager that is gone is an error`() async {
    await #expect(processExitsWith: .success) {
      ExitTestEnvironment.set("NOTIFY_SOCKET", "/nowhere/at/all")
      #expect(throws: NotifyError(errno: ENOENT)) { try Notify.send(.ready) }
    }
  }
}
