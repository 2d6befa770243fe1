import Chronology
import Proving
import Sampling
import StoreFormat
import TestKit
import Testing

@testable import BundleFormat

/// tools/constat-verify.py, which was written from the page, and this code must find the same.
@Suite struct IndependentVerifierTests {
  let scratch: Scratch
  let evidence: Evidence
  let bytes: [UInt8]

  init() throws {
    scratch = try Scratch()
    evidence = try Evidence()
    bytes = try evidence.bundle()
  }

  static var toolPath: String {
    let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
    return parts.joined(separator: "/") + "/tools/constat-verify.py"
  }

  private static var tool: String { Command.quoted(toolPath) }

  private var key: String { "--key " + Command.quoted(evidence.keys[0].verifier.description) }

  private func run(_ arguments: String) throws -> Command {
    try Command("python3 \(Self.tool) \(arguments)")
  }

  @Test func `a bundle that is proved is proved by both`() throws {
    let path = try scratch.write(bytes, to: "bundle")
    let command = try run("\(key) \(path)")
    #expect(command.status == 0, "\(command.output)")
    #expect(command.output.contains("bundle: all of it is proved"))
    #expect(
      command.output.contains("proved: 11 samples of web in 3 blocks: 10 up, 0 degraded, 1 down")
    )
    #expect(command.output.contains("proved: 3 keys"))
  }

  @Test func `both hold the agreement to the text that was recorded as its revision`() throws {
    let same = try Evidence(recorded: Evidence.agreement)
    let good = try verdict(try same.bundle(), trusting: same.keys[0].verifier)
    #expect(good.isProved && good.agreements.count == 1)
    let other = try Evidence(recorded: Array("agreement: another\n".utf8))
    let bad = try verdict(try other.bundle(), trusting: other.keys[0].verifier)
    #expect(bad.findings.map(\.kind) == [.damaged] && bad.subjects == [.agreement])
    #expect(bad.findings.first?.text == "another text was recorded as its revision")
    for (evidence, findings) in [(same, [] as [String]), (other, bad.findings.map(\.description))] {
      let path = try scratch.write(try evidence.bundle(), to: "recorded-\(findings.count)")
      let command = try run("\(key) \(path)")
      #expect(command.status == (findings.isEmpty ? 0 : 1), "\(command.output)")
      #expect(findings.allSatisfy { command.output.contains($0) }, "\(command.output)")
    }
  }

  @Test func `without the right key nothing is proved`() throws {
    let path = try scratch.write(bytes, to: "bundle")
    let other = VerifierKey(name: "a", publicKey: [UInt8](repeating: 9, count: 32))
    for key in ["", "--key " + Command.quoted(other?.description ?? "")] {
      let command = try run("\(key) \(path)")
      #expect(command.status == 1)
      #expect(command.output.contains("missing line 0 trust: "))
      #expect(!command.output.contains("\nproved: ") && command.output.contains("NOT proved"))
    }
  }

  /// `kind line N subject` of each finding, by file.
  private func findings(_ output: String) -> [[String]] {
    var files: [[String]] = [[]]
    for line in output.split(separator: "\n") {
      if line.hasSuffix("NOT proved") || line.hasSuffix("all of it is proved") {
        files.append([])
      } else if ["refused", "damaged", "missing"].contains(where: { line.hasPrefix($0 + " line ") })
      {
        files[files.count - 1].append(String(line.prefix { $0 != ":" }))
      }
    }
    return files.dropLast()
  }

  private func expectSame(_ bundles: [[UInt8]], _ name: (Int) -> String) throws {
    let paths = try bundles.enumerated().map { try scratch.write($0.element, to: "b\($0.offset)") }
    let command = try run("\(key) \(paths.joined(separator: " "))")
    let theirs = findings(command.output)
    #expect(!command.output.contains("Traceback"), "\(command.output.suffix(2_000))")
    try #require(theirs.count == bundles.count)
    var allProved = true
    for (index, bundle) in bundles.enumerated() {
      let verdict = try verdict(bundle, trusting: evidence.keys[0].verifier)
      let ours = verdict.findings.map { String("\($0)".prefix { $0 != ":" }) }
      allProved = allProved && verdict.isProved
      #expect(ours == theirs[index], "\(name(index))")
    }
    #expect(command.status == (allProved ? 0 : 1))
  }

  @Test func `both find the same in every damaged bundle`() throws {
    let damaged = try damagedBundles(bytes)
    try expectSame(damaged.map(\.bytes)) { damaged[$0].name }
  }

  @Test func `both find the same holes around a gap and around time in no plan`() throws {
    let gaps: [(ClosedRange<Int64>, Bool)] = [
      (18...27, true), (18...19, false), (20...25, true), (15...21, true), (0...20, false),
      (26...27, false), (25...28, true),
      // None of these accounts for any time.
      (20...20, false), (22...22, false), (25...25, false), (27...27, false), (30...30, false),
    ]
    let cases = gaps.flatMap { gap in [(gap, false), (gap, true)] }
    let bundles = try cases.map { try Evidence(gap: $0.0.0, isUnplanned: $0.1).bundle() }
    try expectSame(bundles) { "\(cases[$0])" }
    for (bundle, ((gap, isProved), _)) in zip(bundles, cases) {
      let verdict = try verdict(bundle, trusting: evidence.keys[0].verifier)
      #expect(verdict.isProved == isProved, "\(gap): \(verdict.findings)")
    }
  }

  @Test func `both find the same around random gaps, some of them empty`() throws {
    var random = SplitMix64(seed: 14)
    let gaps = (0..<40).map { _ in
      let start = Int64.random(in: 15...32, using: &random)
      return start...start + max(0, .random(in: -6...12, using: &random))
    }
    let bundles = try gaps.enumerated().map {
      try Evidence(gap: $0.element, isUnplanned: $0.offset % 2 == 0).bundle()
    }
    try expectSame(bundles) { "\(gaps[$0])" }
  }

  @Test func `both pass over a certificate, which is proved like every entry`() throws {
    let mark = CertificateMark(
      series: SeriesID(number: 0),
      lastBefore: Evidence.base,
      met: Evidence.base + .seconds(30),
      served: ServedCertificate(
        Certificate(
          sha256: [UInt8](repeating: 1, count: 32),
          ends: Evidence.base + .days(90),
          chainStarts: Evidence.base,
          chainEnds: Evidence.base + .days(60),
          subject: "CN=web.example",
          issuer: "CN=Test"
        ),
        fault: .tlsUntrusted
      )
    )
    let told = try Evidence(certificate: mark)
    try expectSame([try told.bundle()]) { _ in "with a certificate" }
    let verdict = try verdict(try told.bundle(), trusting: told.keys[0].verifier)
    #expect(verdict.isProved, "\(verdict.findings)")
    #expect(verdict.entries == UInt64(told.entries.count - 1))
  }

  @Test func `both find the same in randomly changed bundles`() throws {
    var random = SplitMix64(seed: 11)
    let letters = Array("0123456789abcdefABC+/=-, \n".utf8)
    var bundles: [[UInt8]] = []
    for number in 0..<300 {
      var changed = bytes
      for _ in 0..<Int.random(in: 1...2, using: &random) {
        let index = Int.random(in: changed.indices, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: changed[index] = letters.randomElement(using: &random) ?? 0
        case 1: changed.remove(at: index)
        case 2: changed.insert(letters.randomElement(using: &random) ?? 0, at: index)
        default: changed[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        }
      }
      if number % 2 == 0, let end = changed.dropLast().lastIndex(of: 0x0A) {
        changed = try BundleLines.sealed(Array(changed[...end]))
      }
      bundles.append(changed)
    }
    try expectSame(bundles) { "bundle \($0)" }
  }

  @Test func `both find the same in bundles of mixed lines`() throws {
    var random = SplitMix64(seed: 12)
    let good = BundleLines(bytes)
    var bundles: [[UInt8]] = []
    for _ in 0..<200 {
      var lines = good
      let first = Int.random(in: lines.lines.indices, using: &random)
      let second = Int.random(in: lines.lines.indices, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: lines.lines.remove(at: first)
      case 1: lines.lines.insert(lines.lines[first], at: second)
      case 2: lines.lines.swapAt(first, second)
      default:
        let words = good.lines[second].split(separator: " ").map(String.init)
        let count = lines.lines[first].split(separator: " ").count
        lines.change(first, .random(in: 0..<count, using: &random)) { _ in
          words.randomElement(using: &random) ?? ""
        }
      }
      bundles.append(try lines.sealed)
    }
    try expectSame(bundles) { "bundle \($0)" }
  }

  @Test func `what isn't a bundle at all is refused in a sentence`() throws {
    var random = SplitMix64(seed: 13)
    let noise = (0..<5_000).map { _ in UInt8.random(in: 0...255, using: &random) }
    let hostile: [[UInt8]] = [
      [], [0x0A], [0], noise, Array("constat-evidence 1".utf8), Array("\u{1B}[31m x\n".utf8),
      Array("constat-evidence 1\nstore \(String(repeating: "0", count: 32)) \u{9B}31m\n".utf8),
      [UInt8](repeating: 0x20, count: 10_000) + [0x0A], [0xFF, 0xFE, 0x0A],
      [UInt8](repeating: 0x61, count: (8 << 20) + 5),
      Array("constat-evidence 1\nstore 0 a\n".utf8),
      Array("constat-evidence 1\nperiod 99999999999999999999999999 1\n".utf8),
    ]
    try expectSame(hostile) { "hostile \($0)" }
    let name = try scratch.write(Array("\u{1B}[31m x\n".utf8), to: "escape")
    #expect(try !run(name).output.contains("\u{1B}"))
  }

  @Test func `a file that can't be read isn't proved, and wrong usage is said`() throws {
    let absent = try run("\(key) \(scratch.path)/absent \(scratch.path)")
    #expect(absent.status == 1 && absent.output.contains("can't be read: No such file"))
    #expect(!absent.output.contains("Traceback"))
    let wrong = ["", "--key", "--key nothing x", "--other x", key, "\(key) \(key) x"]
    for arguments in wrong {
      let command = try run(arguments)
      #expect(command.status == 2, "\(arguments): \(command.output)")
      #expect(!command.output.contains("Traceback"))
    }
    let help = try run("--help")
    #expect(help.status == 0 && help.output.hasPrefix("usage: constat-verify"))
  }
}
