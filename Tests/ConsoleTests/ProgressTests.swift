import Chronology
import TestKit
import Testing

/// How far a long command is, for who sits at a terminal, and for nobody else.
@Suite(.timeLimit(.minutes(30))) struct ProgressTests {
  /// Exports three days to a reader that waits for two seconds after the first byte, so that the command
  /// lasts long enough to say something.
  ///
  /// - Parameter errors: Where standard error goes.
  private func export(_ fixture: RecordedFixture, errors: String, _ format: String) throws {
    let words = (["export", "--format", format] + fixture.places)
      .map { Command.quoted($0) }.joined(separator: " ")
    let command = try Command(
      """
      program=$(dirname "$(readlink "/proc/$PPID/exe")")/constat
      unset STATE_DIRECTORY COLUMNS
      "$program" \(words) </dev/null 2>\(Command.quoted(errors)) \
        | (head -c 1 >/dev/null; sleep 2; cat >/dev/null)
      """
    )
    try #require(command.status == 0, "\(command.output)")
  }

  /// Three days of a sample every 36 s, sealed.
  private func fixture() throws -> RecordedFixture {
    let fixture = try RecordedFixture()
    let lines = (0..<7_200).map { number in
      let at = RecordedFixture.origin + .seconds(Int64(number) * 36)
      return #"{"at": \#(at.milliseconds), "outcome": "up", "total_us": 1000, "status": 200}"#
    }
    let file = try fixture.scratch.write(lines.joined(separator: "\n"), to: "history.jsonl")
    let imported = try ConsoleRun(["import", "--sparse", "--check", "web", file] + fixture.places)
    try #require(imported.status == 0, "\(imported.all)")
    return fixture
  }

  @Test(arguments: ["jsonl", "openmetrics"])
  func `a terminal shows the share that is read, and is left clean`(_ format: String) throws {
    let fixture = try fixture()
    let terminal = try PseudoTerminal()
    try export(fixture, errors: terminal.path, format)
    let shown = terminal.read()
    let parts = shown.split(separator: "\r").map { $0.trimming(" ") }
    let told = parts.filter { !$0.isEmpty }
    #expect(!told.isEmpty, "two seconds are long enough: \(shown.debugDescription)")
    for part in told {
      let words = part.split(separator: " ")
      #expect(part.hasPrefix("reading the record: ") && words.last == "%", "\(part)")
      #expect(words.dropLast().last.flatMap { Int($0) }.map { (0...100).contains($0) } == true)
    }
    #expect(shown.hasSuffix("\r"), "what was shown is taken away")
  }

  @Test func `a pipe or a file gets nothing of it`() throws {
    let fixture = try fixture()
    try export(fixture, errors: fixture.scratch.file("errors"), "jsonl")
    #expect(try fixture.scratch.read("errors").isEmpty)
  }
}

extension Substring {
  fileprivate func trimming(_ character: Character) -> Substring {
    var text = self
    while text.last == character { text.removeLast() }
    return text
  }
}
