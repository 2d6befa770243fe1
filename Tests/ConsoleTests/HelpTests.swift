import TestKit
import Testing

/// What every command says of itself; RECORD=1 writes the files anew.
@Suite struct HelpTests {
  static let commands = [
    "probe", "status", "incidents", "report", "reports", "explain", "replay", "calendar",
    "annotate", "annotations", "hold", "observe", "observations", "evidence", "import", "export",
    "verify", "key", "store", "check-config", "reload", "schema", "new-agreement", "demo",
  ]
  static let commandLines =
    commands.filter { $0 != "hold" && $0 != "store" && $0 != "key" }
    + [
      "hold add", "hold list", "hold release", "store info", "key show", "key rotate",
      "key accept-older",
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

  @Test func `a command that has others names them`() throws {
    for command in ["hold", "key", "store"] {
      let run = try ConsoleRun([command, "--help"])
      #expect(run.status == 0)
      TestFile.expectGolden("Console/\(command).txt", run.output)
    }
  }

  @Test(arguments: commandLines)
  func `every command`(command: String) throws {
    let run = try ConsoleRun(command.split(separator: " ").map(String.init) + ["--help"])
    #expect(run.status == 0)
    #expect(run.output.contains("--config <file>"), "every command takes it")
    #expect(run.output.contains("--store <folder>"), "every command takes it")
    TestFile.expectGolden(
      "Console/\(command.split(separator: " ").joined(separator: "-")).txt",
      run.output
    )
  }

  @Test(
    arguments: [
      ["nonsense"], ["probe"], ["report"], ["status", "--json", "--watch"],
      ["status", "--format", "json", "--watch"], ["status", "--json", "--format", "text"],
      ["report", "shop", "--json", "--format", "csv"],
    ]
  )
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
