import Chronology
import Sampling
import StoreFormat

@testable import SegmentFormat

/// Whole segments in memory, as the tests write and read them.
enum SegmentBytes {
  static let identity = SegmentIdentity(
    store: [UInt8](0x10...0x1F),
    files: 3...5,
    commits: 42...99
  )

  /// A leaf that names its block.
  static func leaf(_ position: Int) -> [UInt8] {
    [UInt8](repeating: 0xA0 + UInt8(truncatingIfNeeded: position), count: 32)
  }

  /// A segment of these blocks, each from file 3.
  static func write(_ blocks: [[Sample]]) throws(SegmentWriter.Full) -> [UInt8] {
    try write(blocks.map { EncodedBlock($0, parts: [BlockPart(file: 3, count: $0.count)]) })
  }

  static func write(_ blocks: [EncodedBlock]) throws(SegmentWriter.Full) -> [UInt8] {
    var writer = SegmentWriter(identity)
    var bytes = SegmentHead.bytes
    for (position, block) in blocks.enumerated() {
      bytes += try writer.append(block, leaf: leaf(position))
    }
    return bytes + writer.finish()
  }

  /// The steps up to the index.
  static func reader(_ bytes: [UInt8]) throws(FormatError) -> SegmentReader {
    try SegmentHead.check(bytes)
    let length = UInt64(bytes.count)
    let range = try SegmentReader.footerRange(fileLength: length)
    let footer = try SegmentFooter(decoding: part(bytes, range), fileLength: length)
    return try SegmentReader(footer, index: part(bytes, footer.indexRange))
  }

  static func block(
    _ bytes: [UInt8],
    _ reader: SegmentReader,
    _ position: Int
  ) throws(FormatError) -> Block {
    try reader.block(position, decoding: part(bytes, reader.index.entries[position].range))
  }

  /// Everything: the samples of each block.
  static func read(_ bytes: [UInt8]) throws(FormatError) -> [[Sample]] {
    let reader = try reader(bytes)
    var blocks: [[Sample]] = []
    for position in reader.index.entries.indices {
      blocks.append(try block(bytes, reader, position).samples())
    }
    return blocks
  }

  static func part(_ bytes: [UInt8], _ range: Range<UInt64>) -> [UInt8] {
    Array(bytes[Int(range.lowerBound)..<Int(range.upperBound)])
  }

  /// One block, alone.
  static func block(_ samples: [Sample]) throws(FormatError) -> Block {
    let parts = [BlockPart(file: 1, count: samples.count)]
    return try Block(salvaging: EncodedBlock(samples, parts: parts).bytes, at: 0)
  }
}
