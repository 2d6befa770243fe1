import Glibc
import Testing

/// What has been said stays said: across restarts, and while nobody listens.
@Suite(.blocking, .timeLimit(.minutes(20)), .needsJournal)
struct RestartTests {
  /// How the daemon ends in the middle of an outage.
  enum Interruption: CaseIterable {
    case stopped
    case killed
  }

  @Test(arguments: Interruption.allCases)
  func `an incident that outlasts a restart is told once`(_ interruption: Interruption) throws {
    let journal = try JournalNamespace()
    let target = SwitchedTarget()
    let stage = try Stage(ConfigurationText(target), prefix: journal.prefix)
    let first = try stage.start()
    try #require(target.waitForConnections(2), "\(first.errors)")
    target.become(.errorPage)
    _ = try journal.entries(with: "objective.breached")
    // What was delivered is marked in the record with the next commit.
    try #require(target.waitForConnections(4))
    try interrupt(first, interruption, stage)

    let second = try stage.start()
    try #require(target.waitForConnections(4), "\(second.errors)")
    target.become(.up)
    _ = try journal.entries(with: "incident.resolved")
    try #require(target.waitForConnections(4))
    try interrupt(second, interruption, stage)

    let third = try stage.start()
    try #require(target.waitForConnections(4), "\(third.errors)")
    stage.stop(third)
    let kinds = try journal.entries().compactMap(\.kind)
    for kind in ["incident.opened", "incident.confirmed", "incident.resolved"] {
      #expect(kinds.filter { $0 == kind }.count == 1, "\(kind) in \(kinds)")
    }
    for kind in ["objective.at-risk", "objective.breached"] {
      #expect(kinds.filter { $0 == kind }.count == 1, "\(kind) in \(kinds)")
    }
    #expect(kinds.filter { $0 == "daemon.started" }.count == 3, "\(kinds)")
  }

  private func interrupt(
    _ daemon: RunningProgram,
    _ interruption: Interruption,
    _ stage: Stage
  ) throws {
    switch interruption {
    case .stopped: stage.stop(daemon)
    case .killed:
      daemon.signal(SIGKILL)
      try #require(daemon.end() == .signal(SIGKILL))
    }
  }

  @Test func `a stopped journald stops no probe, and hears everything when it goes on`() throws {
    let journal = try JournalNamespace()
    let target = SwitchedTarget()
    let stage = try Stage(ConfigurationText(target), prefix: journal.prefix)
    let daemon = try stage.start()
    try #require(target.waitForConnections(3), "\(daemon.errors)")
    journal.signal(SIGSTOP)
    try journal.fillQueue()
    let before = try stage.samples()
    target.become(.errorPage)
    #expect(target.waitForConnections(6))
    target.become(.up)
    #expect(target.waitForConnections(6))
    #expect(eventually(within: .seconds(20)) { (try? stage.samples()) ?? 0 >= before + 10 })
    journal.signal(SIGCONT)
    let kinds = try journal.entries(with: "incident.resolved").compactMap(\.kind)
    for kind in ["incident.opened", "incident.confirmed", "objective.breached"] {
      #expect(kinds.filter { $0 == kind }.count == 1, "\(kind) in \(kinds)")
    }
    stage.stop(daemon)
  }
}
