import Foundation
import Glibc
import TestKit
import Testing

/// `constat evidence` from a store that the real daemon wrote, and both who verify it.
@Suite(.blocking, .timeLimit(.minutes(20)))
struct EvidenceTests {
  private static let tool = RepositoryFile.path("tools/constat-verify.py")

  /// Two checks, of which the agreement has one; the other addresses `secret`.
  private func stage(_ target: SwitchedTarget, _ other: SwitchedTarget) throws -> Stage {
    var configuration = ConfigurationText(target)
    configuration.checks.append(("backroom", "http: \"\(other.url)\""))
    return try Stage(configuration)
  }

  /// A record with an incident and a breach, sealed to its end.
  private func record(_ stage: Stage, _ target: SwitchedTarget) throws {
    let daemon = try stage.start()
    try #require(target.waitForConnections(2), "\(daemon.errors)")
    target.become(.errorPage)
    try #require(daemon.line(containing: "objective breached") != nil, "\(daemon.errors)")
    target.become(.up)
    try #require(daemon.line(containing: "incident resolved") != nil, "\(daemon.errors)")
    stage.stop(daemon)
  }

  private func key(_ stage: Stage) throws -> String {
    String(try #require(stage.scratch.read("store/keys")?.split(separator: "\n").first))
  }

  private func python(_ stage: Stage, _ path: String) throws -> CommandResult {
    try CommandResult(
      "/usr/bin/env",
      ["python3", Self.tool, "--key", try key(stage), path]
    )
  }

  private func proved(_ result: CommandResult) -> [Substring] {
    result.output.split(separator: "\n").filter { $0.hasPrefix("proved: ") }
  }

  @Test func `a bundle over a stop is proved by both`() throws {
    let target = SwitchedTarget()
    let other = SwitchedTarget()
    let stage = try stage(target, other)
    for _ in 0..<3 {
      let daemon = try stage.start()
      try #require(target.waitForConnections(3), "\(daemon.errors)")
      stage.stop(daemon)
      // Longer than a sample accounts for.
      pass(.seconds(3))
    }
    let path = stage.scratch.file("shop.evidence")
    let made = try stage.constat("evidence", ["shop", "-o", path])
    #expect(made.ending == .exit(0), "\(made.errors)")
    let theirs = try python(stage, path)
    #expect(theirs.ending == .exit(0), "\(theirs.output)\(theirs.errors)")
  }

  @Test func `a bundle is verified by both, says the same to both, and no byte of it may change`()
    throws
  {
    let target = SwitchedTarget()
    let other = SwitchedTarget()
    let stage = try stage(target, other)
    try record(stage, target)
    let path = stage.scratch.file("shop.evidence")
    let made = try stage.constat("evidence", ["shop", "-o", path])
    #expect(made.ending == .exit(0), "\(made.errors)")
    #expect(made.output.isEmpty && made.errors.hasSuffix("all of it is proved\n"))

    let ours = try stage.constat("verify", ["--bundle", path, "--key", try key(stage)])
    #expect(ours.ending == .exit(0), "\(ours.output)\(ours.errors)")
    let theirs = try python(stage, path)
    #expect(theirs.ending == .exit(0), "\(theirs.output)\(theirs.errors)")
    let samples = proved(ours).filter { $0.contains("samples of") }
    #expect(samples.count == 1 && samples[0].contains("samples of web in"), "\(ours.output)")
    #expect(proved(theirs).filter { $0.contains("samples of") } == samples)
    #expect(proved(ours).contains { $0.contains("the agreement with the hash") })

    let bytes = [UInt8](try #require(FileManager.default.contents(atPath: path)))
    for hidden in ["backroom", other.url] { #expect(!tells(bytes, hidden), "\(hidden)") }
    #expect(tells(bytes, "Hosting of the shop") && tells(bytes, target.url))

    for place in stride(from: 40, to: bytes.count, by: bytes.count / 7) {
      var changed = bytes
      changed[place] = changed[place] == 0x31 ? 0x32 : 0x31
      let file = stage.scratch.file("changed")
      _ = FileManager.default.createFile(atPath: file, contents: Data(changed))
      let ours = try stage.constat("verify", ["--bundle", file, "--key", try key(stage)])
      #expect(ours.ending == .exit(1), "byte \(place): \(ours.output)")
      #expect(ours.output.hasSuffix("NOT proved\n"))
      #expect(try python(stage, file).ending == .exit(1), "byte \(place)")
    }
    let wrong = "a+921226f6+" + "AQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJ"
    let foreign = try stage.constat("verify", ["--bundle", path, "--key", wrong])
    #expect(foreign.ending == .exit(1), "\(foreign.output)\(foreign.errors)")
    #expect(foreign.output.hasPrefix("missing line 0 trust: "), "\(foreign.output)")
  }

  @Test func `standard output has the same bytes, and no file is replaced`() throws {
    let target = SwitchedTarget()
    let stage = try stage(target, SwitchedTarget())
    try record(stage, target)
    let path = stage.scratch.file("shop.evidence")
    let made = try stage.constat("evidence", ["shop", "--period", "this", "-o", path])
    #expect(made.ending == .exit(0), "\(made.errors)")
    let streamed = try stage.constat("evidence", ["shop", "-o", "-"])
    #expect(streamed.output == stage.scratch.read("shop.evidence"))
    let again = try stage.constat("evidence", ["shop", "-o", path])
    #expect(again.ending == .exit(73), "\(again.errors)")
    let folder = try FileManager.default.contentsOfDirectory(atPath: stage.scratch.file("."))
    #expect(!folder.contains { $0.contains(".tmp-") }, "\(folder)")
    let list = try stage.constat("incidents", ["--json"]).json()
    let id = try #require(list[0]?["id"]?.text)
    let incident = try stage.constat("evidence", [id, "-o", stage.scratch.file("incident")])
    #expect(incident.ending == .exit(0), "\(incident.errors)")
    #expect(try python(stage, stage.scratch.file("incident")).ending == .exit(0))
    for words in [
      ["nothing"], ["shop/storefront/1"], ["shop", "--period", "x"], [id, "--period", "this"],
    ] {
      let refused = try stage.constat("evidence", words + ["-o", stage.scratch.file("none")])
      #expect(refused.ending == .exit(64), "\(words): \(refused.errors)")
    }
    let past = try stage.constat(
      "evidence",
      ["shop", "--period", "2020-03", "-o", stage.scratch.file("none")]
    )
    #expect(past.ending == .exit(65), "\(past.errors)")
    #expect(stage.scratch.read("none") == nil)
  }

  @Test func `what isn't sealed yet is said, and nothing is claimed of it`() throws {
    let target = SwitchedTarget()
    let stage = try stage(target, SwitchedTarget())
    let first = try stage.start()
    try #require(target.waitForConnections(2), "\(first.errors)")
    let path = stage.scratch.file("shop.evidence")
    let early = try stage.constat("evidence", ["shop", "-o", path])
    #expect(early.ending == .exit(75), "\(early.errors)")
    #expect(early.errors.contains("is sealed yet"), "\(early.errors)")
    stage.stop(first)
    let second = try stage.start()
    try #require(target.waitForConnections(3), "\(second.errors)")
    #expect(eventually { (try? stage.samples()) ?? 0 > 4 })
    let half = try stage.constat("evidence", ["shop", "-o", path])
    #expect(half.ending == .exit(0), "\(half.errors)")
    #expect(half.errors.contains("are not sealed yet and not in it"), "\(half.errors)")
    #expect(try python(stage, path).ending == .exit(0))
    stage.stop(second)
  }

  @Test func `the commands of docs/evidence.md are as they are written`() throws {
    let target = SwitchedTarget()
    let stage = try stage(target, SwitchedTarget())
    try record(stage, target)
    let page = try RepositoryFile.text("docs/evidence.md")
    let blocks = page.components(separatedBy: "```sh\n").dropFirst()
      .map { $0.components(separatedBy: "```")[0] }
    #expect(blocks.count == 4)
    let places = "--config '\(stage.config)' --store '\(stage.store)'"
    for line in blocks.joined().split(separator: "\n") {
      var command = line.replacing("hosting", with: "shop")
        .replacing("--period 2026-03", with: "--period this")
        .replacing("/var/lib/constat", with: stage.store)
        .replacing("constat-verify", with: "python3 '\(Self.tool)'")
      if command.hasPrefix("constat ") {
        command = "'\(BuiltProducts.constat)' \(command.dropFirst(8)) \(places)"
      }
      let result = try CommandResult(
        "/bin/sh",
        ["-c", "cd '\(stage.scratch.file("."))' && \(command)"]
      )
      #expect(result.ending == .exit(0), "\(command)\n\(result.output)\(result.errors)")
    }
  }

  /// Whether a text stands in a bundle, as it is or in one of its words in base 64.
  private func tells(_ bundle: [UInt8], _ text: String) -> Bool {
    let whole = Data(bundle)
    if whole.range(of: Data(text.utf8)) != nil { return true }
    return String(decoding: bundle, as: UTF8.self).split(whereSeparator: { " \n,".contains($0) })
      .contains { Data(base64Encoded: String($0))?.range(of: Data(text.utf8)) != nil }
  }
}
