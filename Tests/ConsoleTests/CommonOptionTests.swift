import Posix
import TestKit
import Testing

/// What is alike in all commands: how JSON is asked for, and where the configuration is.
@Suite(.timeLimit(.minutes(30))) struct CommonOptionTests {
  /// Every command that writes text or JSON, and what else it needs.
  static let commands = [
    ["status"], ["incidents"], ["report", "shop"], ["reports"], ["explain", "shop"],
    ["replay", "shop", "--policy", "confirm=3"], ["calendar", "shop"], ["annotations"],
    ["hold", "list"], ["observations"], ["store", "info"], ["store"],
  ]

  @Test(arguments: commands)
  func `JSON is asked for alike`(command: [String]) async throws {
    let fixture = try RecordedFixture()
    try await fixture.record()
    let day = ["report", "explain", "replay"].contains(command[0])
    let words = command + (day ? ["--period", "2026-03-14"] : []) + fixture.places
    let text = try ConsoleRun(words)
    #expect(text.status == 0, "\(text.all)")
    #expect(try ConsoleRun(words + ["--format", "text"]).output == text.output)
    let json = try ConsoleRun(words + ["--json"])
    #expect(json.status == 0, "\(json.all)")
    #expect(["{", "["].contains(json.output.first), "\(json.output.prefix(200))")
    let long = try ConsoleRun(words + ["--format", "json"])
    // What says how long ago something was is told anew each time.
    if command != ["status"], !command.contains("store") {
      #expect(long.output == json.output)
    } else {
      #expect(long.output.prefix(20) == json.output.prefix(20))
    }
  }

  @Test func `a probe is told as JSON by either option`() throws {
    for words in [["--json"], ["--format", "json"]] {
      let run = try ConsoleRun(["probe", "127.0.0.1:1", "--timeout", "500ms"] + words)
      #expect(run.output.hasPrefix("{"), "\(run.all)")
    }
  }

  @Test func `the environment names the configuration if no option does`() async throws {
    let fixture = try RecordedFixture()
    try await fixture.record()
    let store = ["--store", fixture.store]
    let named = "CONSTAT_CONFIG=\(Command.quoted(fixture.config))"
    for command in [["status"], ["check-config"], ["report", "shop"], ["store"]] {
      let run = try ConsoleRun(command + store, prefix: named)
      #expect(run.status == 0, "\(command): \(run.all)")
    }
    // What an option or an argument says goes before.
    let other = try ConsoleRun(["status", "--config", "/nowhere.yaml"] + store, prefix: named)
    #expect(other.status == 78 && other.errors.contains("/nowhere.yaml"), "\(other.all)")
    let file = try ConsoleRun(["check-config", "/nowhere.yaml"], prefix: named)
    #expect(file.status == 78 && file.errors.contains("/nowhere.yaml"), "\(file.all)")
    // One that is empty names nothing.
    let empty = try ConsoleRun(["status", "--help"], prefix: "CONSTAT_CONFIG=")
    #expect(empty.output == (try ConsoleRun(["status", "--help"]).output))
    let help = try ConsoleRun(["status", "--help"], prefix: "CONSTAT_CONFIG=/x.yaml")
    #expect(help.output.contains("(default: /x.yaml)"), "\(help.output)")
  }

  @Test func `a bundle of a desk that no check watches is refused with what to do instead`()
    async throws
  {
    let fixture = try RecordedFixture()
    try await fixture.record()
    let agreement = RecordedFixture.agreement
      .replacing("available-when: web", with: "observations: {counts: first-contact}")
      .replacing("availability: \">= 99%\"", with: "ratio: \">= 80%\"")
    try fixture.scratch.write(agreement, to: "agreement.yaml")
    let run = try ConsoleRun(["evidence", "shop", "--period", "2026-03-14"] + fixture.places)
    #expect(run.status == 65, "\(run.all)")
    #expect(run.errors.contains("'shop' rests on no check"), "\(run.all)")
    #expect(run.errors.contains("constat observations --format json"), "\(run.all)")
  }
}
