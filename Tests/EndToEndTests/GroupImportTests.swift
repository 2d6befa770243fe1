import Foundation
import Glibc
import Testing

/// `constat import` by somebody who does not own the store.
@Suite(.blocking, .timeLimit(.minutes(20)))
struct GroupImportTests {
  private struct Case {
    let target = SwitchedTarget()
    let stage: Stage
    let file: String

    init() throws {
      stage = try Stage(ConfigurationText(target))
      let past = time(nil) - 3 * 3_600
      try stage.scratch.write("{\"at\": \(past)000, \"outcome\": \"up\"}\n", to: "past.jsonl")
      file = stage.scratch.file("past.jsonl")
    }

    /// Runs the command behind `prefix`.
    func run(_ prefix: [String]) throws -> CommandResult {
      let command =
        prefix + [BuiltProducts.constat, "import", "--check", "web", file]
        + ["--config", stage.config, "--store", stage.store]
      return try CommandResult(command[0], Array(command.dropFirst()))
    }

    func start() throws -> RunningProgram {
      // As the unit has it.
      let command = "umask 0027; exec \"$0\" \"$@\""
      let daemon = try RunningProgram(
        "/bin/sh",
        [
          "-c", command, BuiltProducts.constatd, "--config", stage.config, "--store", stage.store,
        ],
        log: stage.scratch.file("daemon")
      )
      try #require(target.waitForConnections(2), "\(daemon.errors)")
      return daemon
    }
  }

  /// As a member of the group that owns what this user makes.
  private var member: [String] { AnotherUser.prefix(inGroup: getegid()) }

  @Test(.needsAnotherUser) func `a member of the store's group asks the daemon that runs`() throws {
    let test = try Case()
    let daemon = try test.start()
    let done = try test.run(member)
    #expect(done.ending == .exit(0), "\(done.errors)\(daemon.errors)")
    #expect(done.output.hasPrefix("imported 1 sample of web from "), "\(done.output)")
    let inbox = test.stage.store + "/inbox"
    #expect(try FileManager.default.contentsOfDirectory(atPath: inbox) == [])
    #expect(test.target.waitForConnections(3), "probing goes on")
    test.stage.stop(daemon)
  }

  @Test(.needsAnotherUser) func `without a daemon it is told what to do`() throws {
    let test = try Case()
    test.stage.stop(try test.start())
    let result = try test.run(member)
    #expect(result.ending == .exit(77), "\(result.errors)")
    #expect(result.errors.contains("belongs to user \(geteuid())"), "\(result.errors)")
    #expect(result.errors.contains("start constatd and"), "\(result.errors)")
  }

  @Test(.needsAnotherUser) func `who is no member is told, and asks nobody`() throws {
    let test = try Case()
    let daemon = try test.start()
    let result = try test.run(AnotherUser.prefix)
    #expect(result.ending == .exit(77), "\(result.errors)")
    #expect(result.errors.contains("no permission for \(test.stage.store)"), "\(result.errors)")
    test.stage.stop(daemon)
  }

  @Test(.needsAnotherUser) func `an inbox that is closed to the group says so`() throws {
    let test = try Case()
    let daemon = try test.start()
    #expect(eventually { unsafe access(test.stage.store + "/inbox", F_OK) == 0 })
    unsafe chmod(test.stage.store + "/inbox", 0o700)
    let result = try test.run(member)
    #expect(result.ending == .exit(77), "\(result.errors)")
    #expect(result.errors.contains("inbox: run it as constatd's user, or as a member"))
    test.stage.stop(daemon)
  }
}
