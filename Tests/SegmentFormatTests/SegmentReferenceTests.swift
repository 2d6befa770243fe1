import Sampling
import StoreCorpus
import TestKit
import Testing

@testable import SegmentFormat

/// A second reader, written in another language from the page alone, gets the same.
@Suite struct SegmentReferenceTests {
  private func expectSame(_ bytes: [UInt8]) throws {
    let scratch = try Scratch()
    let program = Command.quoted(RepositoryFile.path("Tests/Fixtures/store/print_segment.py"))
    let file = try Command.quoted(scratch.write(bytes, to: "N.seg"))
    let read = try Command("python3 -B \(program) \(file)")
    try #expect(read.status == 0 && read.output == SegmentText.of(bytes))
  }

  @Test func `the page describes the first version's segment`() throws {
    try expectSame(#require(TestFile.kept("SegmentFormat/version-1.seg", [])))
  }

  @Test(arguments: Seeds.all)
  func `the page describes what the code writes`(seed: UInt64) throws {
    var random = RandomSamples(seed: seed)
    var corpus = CorpusSeries(SeriesKind.all[0], series: SeriesID(number: 9), seed: seed)
    let blocks = [
      random.quiet(60, series: 1), random.quiet(1, series: 1), random.odd(400, series: 2),
      random.odd(2, series: 3), corpus.day(),
    ].map { samples in
      let first = samples.count / 3
      let parts = [
        BlockPart(file: 3, count: first), BlockPart(file: 5, count: samples.count - first),
      ]
      return EncodedBlock(samples, parts: parts.filter { $0.count > 0 })
    }
    try expectSame(SegmentBytes.write(blocks))
  }
}
