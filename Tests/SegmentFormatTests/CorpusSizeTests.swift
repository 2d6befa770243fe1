import Sampling
import StoreCorpus
import Testing

@testable import SegmentFormat

/// What a sample takes, held to a goal on two days of the corpus.
@Suite struct CorpusSizeTests {
  @Test func `a sample takes at most 6.5 bytes in the mean, all in`() throws {
    var series = SeriesKind.all.enumerated().map { number, kind in
      CorpusSeries(kind, series: SeriesID(number: UInt32(number)), seed: 42 + UInt64(number))
    }
    var bytes = 0
    var samples = 0
    for day in 0..<2 {
      let blocks = series.indices.map { series[$0].day() }
      let encoded = blocks.map { samples in
        let hours = Block.hours(samples.count)
        return EncodedBlock(samples, parts: hours)
      }
      let file = try SegmentBytes.write(encoded)
      #expect(try SegmentBytes.read(file) == blocks, "day \(day)")
      bytes += file.count
      samples += blocks.reduce(0) { $0 + $1.count }
    }
    #expect(samples > 17_000)
    #expect(2 * bytes <= 13 * samples)
  }
}

extension Block {
  /// As a day's parts: one of each hour.
  fileprivate static func hours(_ count: Int) -> [BlockPart] {
    (0..<24).map {
      BlockPart(file: 100 + UInt64($0), count: count * ($0 + 1) / 24 - count * $0 / 24)
    }
  }
}
