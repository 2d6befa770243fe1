import Foundation
import Testing

/// The picture of the README's first screen: what a terminal got, and nothing else.
@Suite(.blocking, .timeLimit(.minutes(20)))
struct PictureTests {
  private static let words = [
    "incident opened", "incident resolved", "objective at risk", "objective breached",
  ]

  /// What a terminal might get: colours, lines of other services, one line that is too long.
  private static let terminal = """
    10:00:00Z demo: web listens at http://127.0.0.1:8480/
    10:00:00Z daemon started       3 checks from here, recording to .run/store
    \u{1B}[2m10:00:01Z samples              web up 47 ms\u{1B}[0m
    \u{1B}[2m10:00:03Z samples              web up 48 ms\u{1B}[0m
    10:00:04Z demo: web refuses connections (for 8 s)
    \u{1B}[31m10:00:06Z incident opened      shop is down since 10:00:05Z (connect-refused), down for \
    1.500 s so far; web http://127.0.0.1:8480/\u{1B}[0m
    10:00:06Z objective at risk    shop shop-available: <9 s> & more
    10:00:07Z incident opened      records is down since 10:00:06Z
    10:00:13Z incident resolved    shop was down for 8 s
    10:00:20Z objective breached   shop shop-available: 73 % instead of 95 %

    SERVICE-LEVEL REPORT
    Demonstration of the quick start

    Provider          Demonstration Provider

    OBJECTIVES ─────

    shop · shop-available                           MISSED
      budget   0:00:09  ████

    orders · orders-fast                      UNDETERMINED

    the proof is in .run/store

    """

  /// The rows of a picture as a reader sees them, without the blanks at their beginnings.
  private func rows(_ picture: String) -> [String] {
    picture.split(separator: "\n").filter { $0.hasPrefix("<text") }.map { row in
      row.replacing(/<[^>]*>/, with: "").replacingOccurrences(of: "&lt;", with: "<")
        .replacingOccurrences(of: "&gt;", with: ">").replacingOccurrences(of: "&amp;", with: "&")
        .trimmingCharacters(in: .whitespaces)
    }
  }

  private func draw(_ terminal: String) throws -> CommandResult {
    let scratch = Scratch()
    try scratch.write(terminal.replacingOccurrences(of: "\n", with: "\r\n"), to: "terminal")
    return try CommandResult(
      "/usr/bin/env",
      [
        "python3", "-B", BuiltProducts.repository + "/scripts/picture.py", "--from",
        scratch.file("terminal"),
      ]
    )
  }

  @Test func `every row stood in the terminal, in its order`() throws {
    let result = try draw(Self.terminal)
    try #require(result.ending == .exit(0), "\(result.errors)")
    let rows = rows(result.output)
    #expect(rows.first == "$ make run")
    var rest = Self.terminal.replacing(/\u{1B}\[[0-9]*m/, with: "")[...]
    for row in rows.dropFirst() {
      let place = try #require(rest.range(of: row), "\(row)")
      rest = rest[place.upperBound...]
    }
    for words in Self.words + ["web up 47 ms", "MISSED", "<9 s> & more", "the proof is in"] {
      #expect(rows.contains { $0.contains(words) }, "\(words): \(rows)")
    }
    for words in ["records is down", "orders", "web up 48 ms", "listens", "Provider   "] {
      #expect(!rows.contains { $0.contains(words) }, "\(words): \(rows)")
    }
    // The one that is too long goes on in a second row, in its colour.
    #expect(rows.contains { !$0.hasPrefix("10:") && $0.hasSuffix("web http://127.0.0.1:8480/") })
    #expect(result.output.split(separator: "\n").filter { $0.contains("#ff7b72") }.count == 2)
  }

  @Test func `a run that did not say everything is not drawn`() throws {
    let cut = Self.terminal.replacingOccurrences(of: "objective breached", with: "nothing")
    let result = try draw(cut)
    #expect(result.ending == .exit(1))
    #expect(result.errors.contains("the run did not say: objective breached"))
    #expect(result.output.isEmpty)
  }

  @Test func `the picture of the README shows a promise that was broken`() throws {
    let repository = BuiltProducts.repository
    let readme = try String(contentsOfFile: repository + "/README.md", encoding: .utf8)
    #expect(readme.contains("](docs/quickstart.svg)"))
    let picture = try String(contentsOfFile: repository + "/docs/quickstart.svg", encoding: .utf8)
    for words in Self.words + ["MISSED"] { #expect(picture.contains(words), "\(words)") }
  }
}
