import Glibc
import Testing

/// Colours are for a terminal whose reader wants them; https://no-color.org.
@Suite(.blocking, .timeLimit(.minutes(20)))
struct ColourTests {
  private static let escape: Character = "\u{1B}"
  private static let plain = [["NO_COLOR": "1", "TERM": "xterm"], ["TERM": "dumb"]]
  private static let coloured = [["TERM": "xterm"], ["NO_COLOR": "", "TERM": "xterm"]]

  /// Runs a command in a terminal of its own, until `words` were said there, and returns all of it.
  private func said(
    by command: String,
    until words: String,
    _ environment: [String: String]
  ) throws -> String {
    let scratch = Scratch()
    let terminal = try RunningProgram(
      "/usr/bin/script",
      ["--quiet", "--flush", "--command", "exec " + command, scratch.file("typescript")],
      environment: environment,
      log: scratch.file("terminal")
    )
    #expect(terminal.line(containing: words) != nil, "\(terminal.output)")
    terminal.signal(SIGTERM)
    #expect(terminal.end() != nil)
    return terminal.output
  }

  @Test(arguments: plain + coloured)
  func `a command's`(environment: [String: String]) throws {
    let text = try said(
      by: BuiltProducts.constat + " probe 127.0.0.1:1",
      until: "why: ",
      environment
    )
    #expect(text.contains(Self.escape) == Self.coloured.contains(environment), "\(text)")
  }

  @Test(arguments: [plain[0], coloured[0]])
  func `the daemon's, for a person in front of it`(environment: [String: String]) throws {
    var configuration = ConfigurationText(SwitchedTarget())
    // A promise that is too fine for its samples would be warned of, in other words.
    configuration.target = ">= 95%"
    let stage = try Stage(configuration)
    let text = try said(
      by: "\(BuiltProducts.constatd) --config \(stage.config) --store \(stage.store) --foreground",
      until: " samples ",
      environment
    )
    #expect(text.contains(Self.escape) == Self.coloured.contains(environment), "\(text)")
  }
}
