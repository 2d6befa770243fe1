import Glibc
import Testing

/// What a command does that is started without a standard output.
@Suite(.blocking, .timeLimit(.minutes(20)))
struct ClosedOutputTests {
  @Test func `a command that has nowhere to write ends with 74`() throws {
    let target = SwitchedTarget()
    let stage = try Stage(ConfigurationText(target))
    let daemon = try stage.start()
    try #require(target.waitForConnections(2), "\(daemon.errors)")
    stage.stop(daemon)
    let places = "--config '\(stage.config)' --store '\(stage.store)'"
    for command in [
      "verify \(places)", "evidence shop -o - \(places)", "status \(places)",
      "report shop \(places)", "--version", "--help", "",
    ] {
      let closed = try CommandResult(
        "/bin/sh",
        ["-c", "exec '\(BuiltProducts.constat)' \(command) >&-"]
      )
      #expect(closed.ending == .exit(74), "\(command): \(closed.errors)")
      #expect(closed.errors.contains("Bad file descriptor"), "\(command): \(closed.errors)")
      let open = try CommandResult(
        "/bin/sh",
        ["-c", "exec '\(BuiltProducts.constat)' \(command)"]
      )
      #expect(open.ending == .exit(0), "\(command): \(open.errors)")
    }
  }
}
