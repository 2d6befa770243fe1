import Chronology
import Proving
import Sampling
import StoreFormat
import Testing

@testable import BundleFormat

@Suite struct BundleVerifierTests {
  let evidence: Evidence
  let bytes: [UInt8]
  let key: VerifierKey

  init() throws {
    evidence = try Evidence()
    bytes = try evidence.bundle()
    key = evidence.keys[0].verifier
  }

  @Test func `a bundle of one party proves all that is in it`() throws {
    let verdict = try verdict(bytes, trusting: key)
    #expect(verdict.findings == [])
    #expect(verdict.isProved && verdict.isSigned)
    #expect(verdict.store == Evidence.store && verdict.origin == Evidence.origin)
    #expect(verdict.keys.map(\.key) == evidence.keys.map(\.verifier))
    #expect(verdict.head?.size == UInt64(evidence.entries.count))
    #expect(verdict.checkpoints == 3 && verdict.seals == 3)
    // All but the definition of the other party's check.
    #expect(verdict.entries == UInt64(evidence.entries.count - 1))
    #expect(verdict.agreements == [Hexadecimal.text(SHA256.hash(Evidence.agreement))])
    let web = try #require(verdict.checks.first { $0.id.description == "web" })
    #expect(web.counts == [.down: 1, .up: 10] && web.blocks == 3)
    #expect(verdict.checks.map(\.id.description) == ["db", "web"])
  }

  @Test func `the same evidence gives the same bytes`() throws {
    #expect(try Evidence().bundle() == bytes)
  }

  @Test(arguments: [1, 7, 64, 1_000]) func `a bundle may come in parts of any size`(part: Int)
    throws
  {
    #expect(try verdict(bytes, trusting: key, inPartsOf: part).isProved)
  }

  @Test func `who trusts any of the keys is shown the same, and no other key is trusted`() throws {
    for known in evidence.keys {
      #expect(try verdict(bytes, trusting: known.verifier).isProved)
    }
    let other = VerifierKey(
      name: Evidence.origin,
      publicKey: [UInt8](repeating: 9, count: 32)
    )
    for stranger in [other, nil] {
      let verdict = try verdict(bytes, trusting: stranger)
      #expect(verdict.findings.map(\.subject) == [.trust] && !verdict.isSigned)
      #expect(verdict.findings.map(\.kind) == [.missing])
    }
  }

  @Test func `who has the last key can't change what an earlier key has seen`() throws {
    let bundle = try Evidence(tamperedWithTheLastKey: true).bundle()
    let verdict = try verdict(bundle, trusting: key)
    #expect(!verdict.isSigned)
    #expect(verdict.findings.contains { $0.subject == .handover && $0.kind == .damaged })
    // Those who have an older checkpoint see it too: the old key didn't sign this tree.
    #expect(verdict.findings.contains { $0.subject == .signature })
  }

  @Test func `a bundle that is cut off anywhere isn't proved`() throws {
    for count in stride(from: 0, to: bytes.count, by: 37) {
      let verdict = try verdict(Array(bytes.prefix(count)), trusting: key)
      #expect(verdict.findings.last?.kind == .refused, "\(count)")
    }
    #expect(try !verdict(bytes + [0x0A], trusting: key).isProved)
    #expect(try !verdict(bytes + bytes, trusting: key).isProved)
    #expect(try !verdict([], trusting: key).isProved)
  }

  @Test func `a line beyond the limit is refused, whether it ends or not`() throws {
    let long = [UInt8](repeating: 0x61, count: BundleLine.lengthLimit)
    for end in [[], [0x0A]] as [[UInt8]] {
      let verdict = try verdict(long + end, trusting: key, inPartsOf: 1 << 20)
      #expect(verdict.findings.map(\.line) == [1] && verdict.findings.map(\.kind) == [.refused])
    }
  }

  @Test func `findings beyond the limit are counted, not kept`() throws {
    var lines = BundleLines(bytes)
    let place = lines.places("entry")[0]
    for _ in 0..<BundleVerdict.findingLimit + 5 {
      lines.lines.insert(lines.lines[place], at: place)
    }
    for (number, line) in (place..<place + BundleVerdict.findingLimit + 6).enumerated() {
      lines.change(line, 1) { _ in "\(1_000 + number)" }
    }
    for line in lines.places("entry").dropFirst(BundleVerdict.findingLimit + 6) {
      lines.change(line, 1) { "\(10_000 + (Int($0) ?? 0))" }
    }
    let verdict = try verdict(lines.sealed, trusting: key)
    #expect(verdict.findings.count == BundleVerdict.findingLimit)
    #expect(verdict.findingCount > BundleVerdict.findingLimit)
  }
}
