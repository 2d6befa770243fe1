import Chronology
import Glibc
import TestKit
import Testing

/// Evidence of time in which the plan changed, from a store that the real daemon wrote.
@Suite(.blocking, .timeLimit(.minutes(20)))
struct EvidencePlanTests {
  private func reload(_ daemon: RunningProgram, _ stage: Stage, _ text: ConfigurationText) throws {
    let before = daemon.errors.split(separator: "\n").filter { $0.contains("daemon reloaded") }
    try stage.write(text)
    daemon.signal(SIGHUP)
    let isReloaded = eventually {
      daemon.errors.split(separator: "\n").filter { $0.contains("daemon reloaded") }.count
        > before.count
    }
    try #require(isReloaded, "\(daemon.errors)")
  }

  @Test func `checks that came, left, came back and were measured less often are proved by both`()
    throws
  {
    let (web, api) = (SwitchedTarget(), SwitchedTarget())
    var alone = ConfigurationText(web)
    var both = alone
    both.checks.append(("api", "http: \"\(api.url)\""))
    both.services.append(("interface", "api"))
    let stage = try Stage(alone)
    let daemon = try stage.start()
    try #require(web.waitForConnections(4), "\(daemon.errors)")
    both.revision = 2
    try reload(daemon, stage, both)
    try #require(api.waitForConnections(3), "\(daemon.errors)")
    alone.revision = 3
    try reload(daemon, stage, alone)
    try #require(web.waitForConnections(4), "\(daemon.errors)")
    both.revision = 4
    try reload(daemon, stage, both)
    try #require(api.waitForConnections(3), "\(daemon.errors)")
    both.checks[1].text += ", interval: 5s"
    try reload(daemon, stage, both)
    try #require(api.waitForConnections(2), "\(daemon.errors)")
    stage.stop(daemon)
    let made = try prove(stage)
    #expect(made.errors.contains("samples of api in"), "\(made.errors)")
  }

  @Test(arguments: [false, true])
  func `a history that ended before the daemon began is proved with what came after`(
    isRunning: Bool
  ) throws {
    let web = SwitchedTarget()
    let stage = try Stage(ConfigurationText(web))
    let past = time(nil) - 3 * 3_600
    let lines = (0..<600).map { "{\"at\": \(past + $0)000, \"outcome\": \"up\"}\n" }
    try stage.scratch.write(lines.joined(), to: "past.jsonl")
    func bring() throws {
      let done = try stage.constat("import", ["--check", "web", stage.scratch.file("past.jsonl")])
      #expect(done.ending == .exit(0), "\(done.errors)")
    }
    if !isRunning { try bring() }
    let daemon = try stage.start()
    try #require(web.waitForConnections(3), "\(daemon.errors)")
    if isRunning { try bring() }
    try #require(web.waitForConnections(3), "\(daemon.errors)")
    stage.stop(daemon)
    let made = try prove(stage, ["--period", "\(instant(past))..\(instant(time(nil)))"])
    #expect(made.errors.contains("samples of web in"), "\(made.errors)")
  }

  private func instant(_ second: Int) -> String {
    "\(Instant(seconds: Int64(second)))"
  }

  /// Makes a bundle, which both verifiers must prove.
  private func prove(_ stage: Stage, _ period: [String] = []) throws -> CommandResult {
    let path = stage.scratch.file("shop.evidence")
    let made = try stage.constat("evidence", ["shop", "-o", path] + period)
    #expect(made.ending == .exit(0), "\(made.errors)")
    let tool = RepositoryFile.path("tools/constat-verify.py")
    let key = try #require(stage.scratch.read("store/keys")?.split(separator: "\n").first)
    let theirs = try CommandResult("/usr/bin/env", ["python3", tool, "--key", "\(key)", path])
    #expect(theirs.ending == .exit(0), "\(theirs.output)\(theirs.errors)")
    return made
  }
}
