import TestKit
import Testing

/// `scripts/fuzz.sh` on a stand-in for libFuzzer.
@Suite(.timeLimit(.minutes(30))) struct FuzzScriptTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    // It works in the folder above its own.
    let script = try RepositoryFile.text("scripts/fuzz.sh")
    _ = try Command("mkdir '\(scratch.file("scripts"))'")
    try scratch.write(script, to: "scripts/fuzz.sh")
  }

  /// Runs the script for a second on a program of some decoders.
  ///
  /// - Parameters:
  ///   - body: What the decoder `$1` does, in the language of bash.
  ///   - decoders: Which the program has.
  ///   - named: Which are named to the script.
  private func fuzz(
    _ body: String,
    decoders: String = "one",
    named: String = ""
  ) throws -> Command {
    try scratch.write(
      """
      #!/usr/bin/env bash
      case $1 in list) printf '%s\\n' \(decoders); exit;; seeds) exit;; esac
      had() { read -ra stat </proc/$$/stat; echo "stat::number_of_ticks: $((stat[13] + stat[14]))"; }
      \(body)
      """,
      to: "program"
    )
    return try Command(
      "cd '\(scratch.path)' && chmod +x program && bash scripts/fuzz.sh ./program 1 \(named)"
    )
  }

  /// How many ticks of a processor the stand-in says that it had.
  private func ticks(_ output: String) -> Int? {
    let line = output.split(separator: "\n").first { $0.hasPrefix("stat::number_of_ticks: ") }
    return line.flatMap { $0.split(separator: " ").last }.flatMap { Int($0) }
  }

  @Test func `a decoder that waits for its processor has its seconds all the same`() throws {
    // As libFuzzer: it ends by itself after so many seconds of the clock, or in order at SIGUSR1.
    let result = try fuzz(
      """
      trap 'had; exit 0' USR1
      for word; do
        case $word in -max_total_time=*) sleep "${word#*=}"; had; exit 0;; esac
      done
      sleep 1.5
      while :; do :; done
      """
    )
    #expect(result.status == 0, "\(result.output)")
    let hertz = try #require(Int(try Command("getconf CLK_TCK").output.dropLast()))
    let had = try #require(ticks(result.output), "\(result.output)")
    #expect(had >= hertz)
  }

  @Test func `what crashes is libFuzzer's to keep, not Swift's to explain`() throws {
    let result = try fuzz("[ \"$SWIFT_BACKTRACE\" = enable=no ] || exit 1")
    #expect(result.status == 0, "\(result.output)")
  }

  @Test func `a decoder in which something is found ends it`() throws {
    let result = try fuzz("echo x >.build/fuzz-found/one-crash-1; exit 77")
    #expect(result.status == 1)
    #expect(result.output.contains("something was found: .build/fuzz-found/one-crash-1"))
  }

  @Test func `a decoder that does not run at all ends it`() throws {
    let result = try fuzz("echo no such library; exit 127")
    #expect(result.status == 1)
    #expect(result.output.contains("one: it ended with 127: see .build/fuzz-log/one"))
  }

  @Test func `an input that waits for a processor for a minute is not taken for one that hangs`()
    throws
  {
    let result = try fuzz(
      """
      for word; do
        case $word in -timeout=*) [ "${word#*=}" -gt 60 ] || { echo "timeout"; exit 70; };; esac
      done
      """
    )
    #expect(result.status == 0, "\(result.output)")
  }

  /// What is tried by each run, of three decoders of which the second is once found to crash.
  @Test func `a run goes on with the decoder at which the last one ended`() throws {
    let crashes = "[ $1 != two ] || [ -e mended ] || exit 77"
    func tried(_ body: String, _ named: String = "") throws -> String {
      let output = try fuzz(body, decoders: "one two three", named: named).output
      let lines = output.split(separator: "\n").filter { $0.hasSuffix(": 1 s") }
      return lines.map { String($0.dropLast(5)) }.joined(separator: " ")
    }
    #expect(try tried(crashes) == "one two")
    #expect(try tried(crashes, "one") == "one")
    _ = try Command("touch '\(scratch.file("mended"))'")
    #expect(try tried(crashes) == "two three")
    #expect(try tried(crashes) == "one two three")
  }

  @Test func `a changed program tries all again`() throws {
    func output(_ body: String) throws -> String {
      try fuzz(body, decoders: "one two").output
    }
    #expect(try output("[ $1 = one ] || exit 77").contains("one: 1 s\n"))
    #expect(try output("[ $1 = one ] || exit 77").contains("one: had its 1 s\n"))
    #expect(try output("[ $1 = one ] || exit 78").contains("one: 1 s\n"))
  }
}
