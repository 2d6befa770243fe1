import Glibc
import TestKit
import Testing

/// `constat reload`, beside a daemon that measures.
@Suite(.blocking, .timeLimit(.minutes(20)))
struct ReloadCommandTests {
  @Test func `it returns when the new plan runs, and no slot is lost`() throws {
    let (old, new) = (SwitchedTarget(), SwitchedTarget())
    var configuration = ConfigurationText(old)
    let stage = try Stage(configuration)
    let daemon = try stage.start()
    try #require(old.waitForConnections(2), "\(daemon.errors)")

    configuration.checks.append(("new", "http: \"\(new.url)\""))
    try stage.write(configuration)
    let taken = try stage.constat("reload")
    #expect(taken.ending == .exit(0), "\(taken.errors)")
    let words = "daemon reloaded: 1 check added, 0 removed, 0 changed, 1 as before"
    #expect(taken.output == words + "\n")
    #expect(daemon.line(containing: words) != nil, "the same event as of a signal")
    #expect(new.waitForConnections(2), "the new check runs")
    #expect(old.waitForConnections(2), "the old one goes on")
    stage.stop(daemon)
    // Each connection is a sample, and nothing stands between: no gap but that of the end.
    #expect(try stage.samples() == Int64(old.accepted))
    let gaps = daemon.errors.split(separator: "\n").filter { $0.contains("daemon gap: ") }
    #expect(gaps.isEmpty, "\(daemon.errors)")
  }

  @Test func `what is refused is said with every reason, and changes nothing`() throws {
    let target = SwitchedTarget()
    let stage = try Stage(ConfigurationText(target))
    let daemon = try stage.start()
    try #require(target.waitForConnections(1), "\(daemon.errors)")
    let good = try #require(stage.scratch.read("constatd.yaml"))
    try stage.scratch.write(good + "nonsense: 1\nrubbish: 2\n", to: "constatd.yaml")
    let refused = try stage.constat("reload")
    #expect(refused.ending == .exit(78), "\(refused.errors)")
    #expect(refused.output.isEmpty)
    for mistake in ["unknown key 'nonsense'", "unknown key 'rubbish'"] {
      #expect(refused.errors.contains(mistake), "\(refused.errors)")
    }
    #expect(daemon.line(containing: "refused, the old configuration goes on") != nil)
    #expect(target.waitForConnections(2), "the old plan goes on")
    // What only a restart can change is a reason, too.
    try stage.scratch.write(good + "seal-key: other.key\n", to: "constatd.yaml")
    let restart = try stage.constat("reload")
    #expect(restart.ending == .exit(78), "\(restart.errors)")
    #expect(restart.errors.contains("change only with a restart of constatd"), "\(restart.errors)")
    stage.stop(daemon)
  }

  @Test func `a file that names another store is asked about where systemd has the store`() throws {
    let target = SwitchedTarget()
    let stage = try Stage(ConfigurationText(target))
    let daemon = try stage.start()
    try #require(target.waitForConnections(1), "\(daemon.errors)")
    let good = try #require(stage.scratch.read("constatd.yaml"))
    try stage.scratch.write(good + "store: elsewhere\n", to: "constatd.yaml")
    let alone = ["reload", "--config", stage.config]
    let unknown = try CommandResult(BuiltProducts.constat, alone)
    #expect(unknown.ending == .exit(69), "\(unknown.errors)")
    let found = try CommandResult(
      BuiltProducts.constat,
      alone,
      environment: ["STATE_DIRECTORY": stage.store]
    )
    // The daemon was started with --store: to it nothing has changed.
    #expect(found.ending == .exit(0), "\(found.errors)")
    stage.stop(daemon)
  }

  @Test func `a daemon that doesn't answer in time ends it with 69`() throws {
    let target = SwitchedTarget()
    let stage = try Stage(ConfigurationText(target))
    let daemon = try stage.start()
    try #require(target.waitForConnections(1), "\(daemon.errors)")
    daemon.signal(SIGSTOP)
    let result = try stage.constat("reload", ["--timeout", "2s"])
    daemon.signal(SIGCONT)
    #expect(result.ending == .exit(69), "\(result.errors)")
    #expect(result.errors.contains("the request was taken back"), "\(result.errors)")
    stage.stop(daemon)
    #expect(!daemon.errors.contains("daemon reloaded"), "\(daemon.errors)")
  }
}
