import Chronology
import Sampling
import StoreFormat
import TestKit
import Testing

@testable import SegmentFormat

/// Segments that earlier versions wrote: every later one reads them.
@Suite struct SegmentGoldenTests {
  /// What `version-1.seg` was made of; it is written only if it isn't there.
  private func first() throws -> [UInt8] {
    var random = RandomSamples(seed: 50)
    var blocks = [
      random.quiet(300, series: 0), random.odd(12, series: 1), random.quiet(40, series: 4),
    ]
    // Few lengths, far apart, in no order: a dictionary.
    for index in blocks[0].indices {
      blocks[0][index].bytes = [1_200, 45_000, 45_210, 9_999_999][Int(random.number(0...3))]
    }
    let parts = [[100, 200], [12], [1, 38, 1]].map { counts in
      counts.enumerated().map { BlockPart(file: 3 + UInt64($0), count: $1) }
    }
    return try SegmentBytes.write(zip(blocks, parts).map { EncodedBlock($0, parts: $1) })
  }

  @Test func `the first version's segment is read to the last field`() throws {
    let bytes = try #require(TestFile.kept("SegmentFormat/version-1.seg", first()))
    let reader = try SegmentBytes.reader(bytes)
    var codecs: Set<UInt8> = []
    for position in reader.index.entries.indices {
      let range = reader.index.entries[position].range
      let header = try BlockHeader(
        decoding: bytes,
        Int(range.lowerBound)..<Int(range.upperBound),
        entry: nil
      )
      for column in header.columns {
        codecs.insert(bytes[Int(range.lowerBound) + column.range.lowerBound])
      }
    }
    TestFile.expectGolden("SegmentFormat/version-1.txt", try SegmentText.of(bytes))
    #expect(codecs == Set(ColumnCodec.allCases.map(\.rawValue)))
  }
}
