import TestKit
import Testing

/// `scripts/torture.sh` on a stand-in for `swift test`.
@Suite(.timeLimit(.minutes(30))) struct TortureScriptTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    // It works in the folder above its own.
    _ = try Command("mkdir '\(scratch.file("scripts"))'")
    try scratch.write(try RepositoryFile.text("scripts/torture.sh"), to: "scripts/torture.sh")
  }

  /// Runs the script on a program.
  ///
  /// - Parameter body: What it does for the part `$part`, in the language of bash.
  private func torture(_ body: String, _ parts: String = "") throws -> Command {
    try scratch.write(
      """
      #!/usr/bin/env bash
      part=${!#}
      [ -n "$CONSTAT_TORTURE" ] || exit 9
      echo "had: $*"
      \(body)
      """,
      to: "program"
    )
    return try Command(
      "cd '\(scratch.path)' && chmod +x program"
        + " && SWIFT=./program TORTURE='-c release' bash scripts/torture.sh \(parts)"
    )
  }

  private static let passes = "echo \"Test run with 3 tests in 1 suite passed after 1 second.\""

  @Test func `every part runs once, one after the other, and it ends`() throws {
    let result = try torture(Self.passes)
    #expect(result.status == 0, "\(result.output)")
    let lines = result.output.split(separator: "\n")
    let runs = lines.filter { $0.hasPrefix("had: ") }
    #expect(runs.count == 9, "\(result.output)")
    #expect(
      runs.first
        == "had: test --skip-build --disable-xctest -c release --filter ^TortureTests.CrashStateTests/"
    )
    #expect(lines.count { $0.contains(": passed after ") } == 9)
    #expect(result.output.contains("== part 9 of 9: "))
  }

  @Test func `each part is a suite of tests`() throws {
    let script = try RepositoryFile.text("scripts/torture.sh")
    let list = try #require(script.split(separator: "all=(").last?.split(separator: ")").first)
    let parts = list.split { " \n".contains($0) }
    #expect(parts.count == 9)
    for part in parts {
      let names = part.split(separator: ".")
      let file = try RepositoryFile.text("Tests/\(names[0])/\(names[1]).swift")
      #expect(file.contains("struct \(names[1]) {"), "\(part)")
    }
  }

  @Test func `what fails, and what no test ran for, is told at the end, and the rest runs`() throws
  {
    let result = try torture(
      """
      case $part in *.A/) exit 3;; *.B/) echo "Test run with 0 tests passed"; exit 0;; esac
      \(Self.passes)
      """,
      "T.A T.B T.C"
    )
    #expect(result.status == 1)
    #expect(result.output.contains("T.A: FAILED with 3 after "))
    #expect(result.output.contains("T.B: FAILED: no test of this name ran after "))
    #expect(result.output.contains("T.C: passed after "))
  }
}
