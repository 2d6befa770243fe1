import Glibc
import Testing

/// A clock that was never set.
@Suite(.blocking, .timeLimit(.minutes(20)))
struct ClockTests {
  @Test(.needsFalseTime) func `before 2020 the daemon says so, ends with 69 and makes no store`()
    throws
  {
    let stage = try Stage(ConfigurationText(SwitchedTarget()), prefix: FalseTime.prefix)
    let daemon = try stage.start(environment: FalseTime.environment("2019-01-01 00:00:00"))
    #expect(daemon.end() == .exit(69), "\(daemon.errors)")
    #expect(daemon.errors.contains("the clock says 15463008"), "\(daemon.errors)")
    #expect(daemon.errors.contains("before 2020: set the clock"), "\(daemon.errors)")
    #expect(unsafe access(stage.store, F_OK) != 0, "a store was made")
  }

  @Test(.needsFalseTime) func `the import of a command, too`() throws {
    let stage = try Stage(ConfigurationText(SwitchedTarget()))
    try stage.scratch.write("{\"at\": 1546300000000, \"outcome\": \"up\"}\n", to: "one.jsonl")
    let command =
      FalseTime.prefix + [BuiltProducts.constat, "import", "--check", "web"]
      + [stage.scratch.file("one.jsonl"), "--config", stage.config, "--store", stage.store]
    let result = try CommandResult(
      command[0],
      Array(command.dropFirst()),
      environment: FalseTime.environment("2019-01-01 00:00:00")
    )
    #expect(result.ending == .exit(69), "\(result.errors)")
    #expect(unsafe access(stage.store, F_OK) != 0, "a store was made")
  }
}
