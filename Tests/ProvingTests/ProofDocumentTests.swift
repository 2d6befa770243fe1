import Chronology
import Proving
import Sampling
import StoreFormat
import TestKit
import Testing

/// docs/formats/proof.md shows bytes and hashes, which were computed without this code; it must
/// write the same.
@Suite struct ProofDocumentTests {
  static let time = Instant(seconds: 1_773_446_400)

  private func definition() throws -> CheckDefinition {
    CheckDefinition(
      id: try #require(CheckID("ssh")),
      method: "tcp",
      target: "192.0.2.1:22",
      interval: .seconds(10),
      timeout: .seconds(2),
      confirmation: Confirmation(),
      rules: ""
    )
  }

  static func dump(_ bytes: [UInt8]) -> String {
    stride(from: 0, to: bytes.count, by: 16).map { start in
      let line = bytes[start..<min(start + 16, bytes.count)].map { Hexadecimal.text([$0]) }
      return "00\(Hexadecimal.text([UInt8(start)]))  \(line.joined(separator: " "))\n"
    }.joined()
  }

  private func expect(_ example: String) throws {
    let page = try RepositoryFile.text("docs/formats/proof.md")
    #expect(page.contains("\n```\n\(example)```\n"), "the page should have:\n\(example)")
  }

  @Test func `the example's sample and its leaf are what the code computes`() throws {
    let sample = Sample(
      series: SeriesID(number: 0),
      due: Instant(milliseconds: 1_773_446_399_250),
      start: Instant(milliseconds: 1_773_446_399_252),
      outcome: .down,
      cause: .connectRefused,
      phases: Phases(connect: 310),
      address: NetworkAddress(bytes: [192, 0, 2, 1])
    )
    var bytes: [UInt8] = []
    CanonicalSample.append(sample, address: 1, to: &bytes)
    try expect(Self.dump(bytes))
    var hasher = TreeHasher()
    let definition = hasher.plain(try definition().canonical)
    try expect("\(definition)\n")
    let leaf = SampleLeaf.hash(of: [sample], 0..<1, definition: definition, using: &hasher)
    try expect("\(leaf)\n")
  }

  @Test func `the example's entry, key and checkpoint are what the code writes`() throws {
    let entry = LedgerEntry(
      commit: 42,
      time: Self.time,
      record: .series(SeriesID(number: 0), try definition())
    )
    try expect(Self.dump(entry.bytes))
    var hasher = TreeHasher()
    let root = entry.leaf(using: &hasher)
    try expect("\(root)\n")
    let key = try TestKey(1)
    try expect("\(key.verifier)\n")
    let checkpoint = Checkpoint(origin: key.verifier.name, size: 1, root: root)
    try expect(String(decoding: try key.sign(checkpoint.text).bytes, as: UTF8.self))
  }
}
