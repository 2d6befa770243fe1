import TestKit
import Testing

/// `scripts/fuzz.sh` on a stand-in for libFuzzer.
@Suite(.timeLimit(.minutes(5))) struct FuzzScriptTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    // It works in the folder above its own.
    let script = try RepositoryFile.text("scripts/fuzz.sh")
    _ = try Command("mkdir '\(scratch.file("scripts"))'")
    try scratch.write(script, to: "scripts/fuzz.sh")
  }

  /// Runs the script for a second on a program of one decoder.
  ///
  /// - Parameter body: What the decoder does, in the language of bash.
  private func fuzz(_ body: String) throws -> Command {
    try scratch.write(
      """
      #!/usr/bin/env bash
      case $1 in list) echo one; exit;; seeds) exit;; esac
      had() { read -ra stat </proc/$$/stat; echo "stat::number_of_ticks: $((stat[13] + stat[14]))"; }
      \(body)
      """,
      to: "program"
    )
    return try Command(
      "cd '\(scratch.path)' && chmod +x program && bash scripts/fuzz.sh ./program 1"
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
}
