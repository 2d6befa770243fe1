import Chronology
import Sampling
import SegmentFormat
import StoreCorpus
import StoreFormat

/// The corpus in segments, and what they take.
struct DaySegments {
  static let days = 30

  /// What one kind of series takes.
  struct Tally {
    var samples = 0
    /// Bytes of blocks.
    var blocks = 0
    /// Bytes of index entries, and of heads and footers by equal shares.
    var index = 0
  }

  /// The whole files, one a day.
  private(set) var files: [[UInt8]] = []
  /// In the order of ``SeriesKind/all``.
  private(set) var tallies = SeriesKind.all.map { _ in Tally() }

  /// The samples of each series, day by day.
  static func corpus() -> [[[Sample]]] {
    var series = SeriesKind.all.enumerated().map { number, kind in
      CorpusSeries(kind, series: SeriesID(number: UInt32(number)), seed: 42 + UInt64(number))
    }
    return (0..<days).map { _ in series.indices.map { series[$0].day() } }
  }

  /// A file of each part of the corpus, whose log files are as long as an hour.
  init(_ corpus: [[[Sample]]]) throws {
    for day in corpus {
      let hours = day.joined().map { hour($0) }
      let files = (hours.min() ?? 0)...(hours.max() ?? 0)
      let store = [UInt8](repeating: 7, count: 16)
      var writer = SegmentWriter(SegmentIdentity(store: store, files: files, commits: files))
      var file = SegmentHead.bytes
      for (kind, samples) in day.enumerated() {
        for range in Block.ranges(samples.count) {
          let part = Array(samples[range])
          let block = EncodedBlock(part, parts: parts(part))
          file += try writer.append(block, leaf: [UInt8](repeating: 0xA5, count: 32))
          tallies[kind].blocks += block.bytes.count
        }
        tallies[kind].samples += samples.count
      }
      let end = writer.finish()
      file += end
      let shared = (SegmentHead.length + end.count) / day.count
      for kind in day.indices { tallies[kind].index += shared }
      self.files.append(file)
    }
  }

  /// Every byte of the files.
  var bytes: Int { files.reduce(0) { $0 + $1.count } }

  /// Every sample in them.
  var samples: Int { tallies.reduce(0) { $0 + $1.samples } }

  /// Reads every block and hands it over.
  func read(_ body: (Block) throws -> Void) throws {
    for file in files {
      let length = UInt64(file.count)
      try SegmentHead.check(file)
      let range = try SegmentReader.footerRange(fileLength: length)
      let footer = try SegmentFooter(decoding: part(file, range), fileLength: length)
      let reader = try SegmentReader(footer, index: part(file, footer.indexRange))
      for (position, entry) in reader.index.entries.enumerated() {
        try body(reader.block(position, decoding: part(file, entry.range)))
      }
    }
  }

  private func part(_ bytes: [UInt8], _ range: Range<UInt64>) -> [UInt8] {
    Array(bytes[Int(range.lowerBound)..<Int(range.upperBound)])
  }
}

private func hour(_ sample: Sample) -> UInt64 { UInt64(sample.start.seconds / 3_600) }

private func parts(_ samples: [Sample]) -> [BlockPart] {
  var parts: [BlockPart] = []
  for sample in samples {
    if parts.last?.file == hour(sample) {
      parts[parts.count - 1].count += 1
    } else {
      parts.append(BlockPart(file: hour(sample), count: 1))
    }
  }
  return parts
}
