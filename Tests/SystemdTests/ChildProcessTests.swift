import Glibc
import TestKit
import Testing

/// The kit that starts programs and plays their service manager.
@Suite(.timeLimit(.minutes(30))) struct ChildProcessTests {
  @Test func `a program's exit status and signals are told as shells tell them`() throws {
    let quiet = try ChildProcess("sh", ["-c", "exit 7"], output: "/dev/null")
    #expect(quiet.wait(within: .seconds(30)) == 7)
    #expect(quiet.wait(within: .zero) == 7)
    let asleep = try ChildProcess("sleep", ["60"], output: "/dev/null")
    #expect(asleep.wait(within: .milliseconds(10)) == nil)
    asleep.send(SIGTERM)
    #expect(asleep.wait(within: .seconds(30)) == 128 + SIGTERM)
  }

  @Test func `a program that isn't there is an error`() {
    #expect(throws: SocketFailure.self) { try ChildProcess("/nowhere", output: "/dev/null") }
  }

  @Test func `a service manager hears a service and knows its process`() throws {
    let manager = try NotifySocket()
    let script = "[ -z \"$HOME\" ] && exec systemd-notify --ready --status='up and well'"
    let service = try ChildProcess(
      "sh",
      ["-c", script],
      environment: ["NOTIFY_SOCKET": manager.path, "HOME": nil],
      output: "/dev/null"
    )
    let message = manager.next(where: "READY", is: "1", within: .seconds(30))
    guard service.wait(within: .seconds(30)) != 127 else {
      try Test.cancel("systemd-notify is missing")
    }
    #expect(message?.fields["STATUS"] == "up and well")
    // systemd-notify speaks for the shell that called it where it can; here it is both.
    #expect(message?.sender == service.number || message?.sender == getpid())
  }
}
