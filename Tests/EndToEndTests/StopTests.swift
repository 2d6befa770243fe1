import Glibc
import TestKit
import Testing

/// How the daemon ends, and what it says to the service manager.
@Suite(.blocking, .timeLimit(.minutes(20)))
struct StopTests {
  @Test func `SIGTERM lets probes in flight finish, records them and ends with 0`() throws {
    let socket = try NotifySocket()
    let target = SwitchedTarget()
    target.become(.slow(milliseconds: 700))
    var configuration = ConfigurationText(target)
    configuration.checks = [("web", "http: \"\(target.url)\", interval: 4s, timeout: 3500ms")]
    let stage = try Stage(configuration)
    let daemon = try stage.start(environment: ["NOTIFY_SOCKET": socket.path])
    #expect(socket.next(where: "READY", is: "1", within: .seconds(30)) != nil, "\(daemon.errors)")
    try #require(target.waitForConnections(2))
    // The second answer is most of a second away.
    daemon.signal(SIGTERM)
    #expect(socket.next(where: "STOPPING", is: "1", within: .seconds(20)) != nil)
    #expect(daemon.end() == .exit(0), "\(daemon.errors)")
    #expect(target.answers == target.accepted, "a probe was cut off")
    #expect(try stage.samples() == Int64(target.accepted))
  }

  @Test func `READY comes from the main process, with a status in words`() throws {
    let socket = try NotifySocket()
    let target = SwitchedTarget()
    let stage = try Stage(ConfigurationText(target))
    let daemon = try stage.start(environment: ["NOTIFY_SOCKET": socket.path])
    let ready = try #require(socket.next(where: "READY", is: "1", within: .seconds(30)))
    #expect(ready.sender == daemon.processID)
    let status =
      ready.fields["STATUS"]
      ?? socket.next(where: "STATUS", within: .seconds(20))?.fields["STATUS"]
    #expect(status?.contains("1 check") == true, "\(status ?? "no STATUS")")
    stage.stop(daemon)
  }

  @Test func `the watchdog is fed at about half its time, and not by a stopped daemon`() throws {
    let socket = try NotifySocket()
    let target = SwitchedTarget()
    let stage = try Stage(ConfigurationText(target))
    let daemon = try stage.start(
      environment: ["NOTIFY_SOCKET": socket.path, "WATCHDOG_USEC": "6000000"]
    )
    try #require(socket.next(where: "READY", is: "1", within: .seconds(30)) != nil)
    var last = NotifySocket.now()
    let start = last
    for _ in 1...3 {
      let ping = socket.next(where: "WATCHDOG", is: "1", within: .seconds(6))
      try #require(ping != nil, "6 s without a sign of life: \(daemon.errors)")
      last = NotifySocket.now()
    }
    // At half of 6 s three signs take 6 s to 9 s; a busy loop would take none.
    #expect(last - start > .seconds(2))
    daemon.signal(SIGSTOP)
    while socket.next(within: .milliseconds(200)) != nil {}
    #expect(socket.next(where: "WATCHDOG", is: "1", within: .seconds(5)) == nil)
    daemon.signal(SIGCONT)
    #expect(socket.next(where: "WATCHDOG", is: "1", within: .seconds(10)) != nil)
    stage.stop(daemon)
  }
}
