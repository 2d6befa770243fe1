import Glibc
import TestKit
import Testing

/// SIGHUP, as a service manager and the targets see it.
@Suite(.blocking, .timeLimit(.minutes(20)))
struct ReloadTests {
  @Test func `a reload changes only what differs, and a bad file changes nothing`() throws {
    let socket = try NotifySocket()
    let (old, new) = (SwitchedTarget(), SwitchedTarget())
    var configuration = ConfigurationText(old)
    let stage = try Stage(configuration)
    let daemon = try stage.start(environment: ["NOTIFY_SOCKET": socket.path])
    let ready = socket.next(where: "READY", is: "1", within: .seconds(30))
    #expect(ready?.sender == daemon.processID, "\(daemon.errors)")
    try #require(old.waitForConnections(2))

    configuration.checks.append(("new", "http: \"\(new.url)\""))
    try stage.write(configuration)
    try reload(daemon, socket)
    #expect(new.waitForConnections(2), "the new check starts")
    #expect(old.waitForConnections(2), "the old one goes on")
    let added = "1 check added, 0 removed, 0 changed, 1 as before"
    #expect(daemon.line(containing: added) != nil, "\(daemon.errors)")

    try stage.scratch.write("checks: [this is no check]\n", to: "constatd.yaml")
    try reload(daemon, socket)
    let refused = "refused, the old configuration goes on"
    #expect(daemon.line(containing: refused) != nil, "\(daemon.errors)")
    #expect(new.waitForConnections(2))
    #expect(old.waitForConnections(2))

    configuration.checks.removeLast()
    try stage.write(configuration)
    try reload(daemon, socket)
    let removed = "0 checks added, 1 removed, 0 changed, 1 as before"
    #expect(daemon.line(containing: removed) != nil, "\(daemon.errors)")
    try #require(old.waitForConnections(1))
    let count = new.accepted
    #expect(old.waitForConnections(3))
    #expect(new.accepted == count, "a check that was removed is probed no more")
    stage.stop(daemon)
    #expect(try stage.samples() == Int64(old.accepted))
  }

  /// Starts a daemon, whose target then fails until an incident is confirmed.
  private func start(_ stage: Stage, breaking target: SwitchedTarget) throws -> RunningProgram {
    let daemon = try stage.start()
    try #require(target.waitForConnections(2), "\(daemon.errors)")
    target.become(.errorPage)
    try #require(daemon.line(containing: "incident confirmed: ") != nil, "\(daemon.errors)")
    return daemon
  }

  @Test func `an open incident outlasts a reload and is told once`() throws {
    let target = SwitchedTarget()
    var configuration = ConfigurationText(target)
    let stage = try Stage(configuration)
    let daemon = try start(stage, breaking: target)
    configuration.checks.append(("more", "tcp: \"127.0.0.1:\(closedPort())\""))
    try stage.write(configuration)
    daemon.signal(SIGHUP)
    try #require(daemon.line(containing: "daemon reloaded: ") != nil, "\(daemon.errors)")
    try #require(target.waitForConnections(3))
    target.become(.up)
    #expect(daemon.line(containing: "incident resolved: ") != nil, "\(daemon.errors)")
    stage.stop(daemon)
    let openings = daemon.errors.split(separator: "\n").filter { $0.contains("incident opened: ") }
    #expect(openings.count == 1, "\(daemon.errors)")
  }

  @Test func `an incident that was over when a service is agreed on is no news of it`() throws {
    let target = SwitchedTarget()
    var configuration = ConfigurationText(target)
    let stage = try Stage(configuration)
    let daemon = try start(stage, breaking: target)
    target.become(.up)
    try #require(daemon.line(containing: "incident resolved: ") != nil, "\(daemon.errors)")

    configuration.revision = 2
    configuration.services.append(("till", "web"))
    try stage.write(configuration)
    daemon.signal(SIGHUP)
    try #require(daemon.line(containing: "daemon reloaded: ") != nil, "\(daemon.errors)")
    try #require(target.waitForConnections(3))
    target.become(.errorPage)
    // Of what happens from now on it is told.
    let opening = try #require(daemon.line(containing: ": till is down"), "\(daemon.errors)")
    #expect(opening.contains("incident opened: "))
    target.become(.up)
    #expect(daemon.line(containing: "incident resolved: till ") != nil, "\(daemon.errors)")
    stage.stop(daemon)
    let kinds = daemon.errors.split(separator: "\n").filter { $0.contains(": till ") }
    #expect(kinds.count { $0.contains("incident opened: ") } == 1, "\(daemon.errors)")
    #expect(kinds.count { $0.contains("incident resolved: ") } == 1, "\(daemon.errors)")
    let listed = try stage.constat("incidents")
    #expect(listed.output.contains("till"), "\(listed.output)")
  }

  /// Sends SIGHUP and holds what follows against systemd.service(5), `Type=notify-reload`.
  private func reload(_ daemon: RunningProgram, _ socket: NotifySocket) throws {
    let start = NotifySocket.now()
    daemon.signal(SIGHUP)
    let reloading = socket.next(where: "RELOADING", is: "1", within: .seconds(20))
    let end = NotifySocket.now()
    let message = try #require(reloading, "no RELOADING=1: \(daemon.errors)")
    let count = try #require(message.fields["MONOTONIC_USEC"].flatMap(Int64.init))
    // Whole microseconds are rounded down.
    let time = Duration.microseconds(count)
    #expect(start - .microseconds(1) <= time && time <= end)
    #expect(socket.next(where: "READY", is: "1", within: .seconds(20)) != nil, "no READY=1")
  }
}
