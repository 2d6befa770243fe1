import TestKit
import Testing

/// What every command says of itself; RECORD=1 writes the files anew.
@Suite struct HelpTests {
  static let commands = [
    "probe", "status", "incidents", "report", "import", "verify", "key", "check-config", "demo",
  ]

  @Test func `the command itself`() throws {
    let run = try ConsoleRun(["--help"])
    #expect(run.status == 0)
    TestFile.expectGolden("Console/constat.txt", run.output)
    #expect(try ConsoleRun([]).output == run.output)
    let lines = run.output.split(separator: "\n").drop { $0 != "SUBCOMMANDS:" }.dropFirst()
    let named = lines.filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
      .compactMap { $0.split(separator: " ").first }
    #expect(named.dropLast() == Self.commands.map { $0[...] }, "the last line is about help")
  }

  /// Commands that have commands of their own.
  static let families = ["key": ["show", "rotate"]]

  @Test(arguments: commands)
  func `every command`(command: String) throws {
    try expectHelp([command], isFamily: Self.families[command] != nil)
    for part in Self.families[command] ?? [] { try expectHelp([command, part]) }
  }

  private func expectHelp(_ words: [String], isFamily: Bool = false) throws {
    let run = try ConsoleRun(words + ["--help"])
    #expect(run.status == 0)
    if !isFamily {
      #expect(run.output.contains("--config <file>"), "every command takes it")
      #expect(run.output.contains("--store <folder>"), "every command takes it")
    }
    TestFile.expectGolden("Console/\(words.joined(separator: "-")).txt", run.output)
  }

  @Test(arguments: [["nonsense"], ["probe"], ["report"], ["status", "--json", "--watch"]])
  func `a command line that makes no sense ends with 64`(arguments: [String]) throws {
    let run = try ConsoleRun(arguments)
    #expect(run.status == 64)
    #expect(run.errors.contains("Usage: constat"), "\(run.all)")
  }

  @Test func `the version`() throws {
    let run = try ConsoleRun(["--version"])
    #expect(run.status == 0)
    #expect(run.output.split(separator: ".").count == 3, "\(run.output)")
  }
}
