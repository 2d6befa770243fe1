import Proving
import Sampling
import StoreFormat
import Testing

@testable import BundleFormat

/// What a hostile bundle may cost in memory.
@Suite struct BundleLimitTests {
  private let good: BundleLines
  private let key: VerifierKey

  init() throws {
    let evidence = try Evidence()
    good = BundleLines(try evidence.bundle())
    key = evidence.keys[0].verifier
  }

  private func refusals(_ lines: BundleLines) throws -> [String] {
    try verdict(lines.sealed, trusting: key).findings.filter { $0.kind == .refused }.map(\.text)
  }

  @Test func `more agreements than anybody has are refused`() throws {
    var lines = good
    let place = try #require(good.places("agreement").first)
    for number in 0..<1_000 {
      let text = Array("agreement: \(number)".utf8)
      let line = "agreement \(Hexadecimal.text(SHA256.hash(text))) \(Base64.text(text))"
      lines.lines.insert(line, at: place)
    }
    #expect(try refusals(lines) == ["more than 1,000 agreements"])
  }

  @Test func `checkpoints that are long are refused together`() throws {
    var lines = good
    let place = try #require(good.places("checkpoint").first)
    let long = String(repeating: "x", count: 250_000)
    let signature = Base64.text([UInt8](repeating: 1, count: 68))
    let root = Base64.text([UInt8](repeating: 2, count: 32))
    let longs = (1...70).map { size in
      let note =
        "\(Evidence.origin)\n\(size)\n\(root)\n\(long)\n\n\u{2014} \(Evidence.origin) \(signature)\n"
      return "checkpoint \(Base64.text(Array(note.utf8))) -"
    }
    lines.lines.insert(contentsOf: longs, at: place)
    #expect(try refusals(lines) == ["more than 16 MiB of checkpoints"])
  }
}
