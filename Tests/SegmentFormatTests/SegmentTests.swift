import Chronology
import Sampling
import StoreFormat
import TestKit
import Testing

@testable import SegmentFormat

@Suite struct SegmentTests {
  /// Blocks of the series 0, 2, 2, 5.
  static func blocks() -> [[Sample]] {
    var random = RandomSamples(seed: 20)
    return [
      random.quiet(60, series: 0), random.quiet(100, series: 2), random.odd(30, series: 2),
      random.odd(2, series: 5),
    ]
  }

  @Test func `a segment comes back block by block`() throws {
    let blocks = Self.blocks()
    let bytes = try SegmentBytes.write(blocks)
    #expect(try SegmentBytes.read(bytes) == blocks)
    #expect(try SegmentBytes.write(blocks) == bytes)
    let reader = try SegmentBytes.reader(bytes)
    let starts = blocks.joined().map(\.start)
    #expect(reader.footer.identity == SegmentBytes.identity)
    #expect(reader.footer.blocks == 4)
    #expect(reader.footer.samples == 192)
    #expect(reader.footer.starts?.lowerBound == starts.min())
    #expect(reader.footer.starts?.upperBound == starts.max())
    #expect(!reader.footer.isReadOnly)
    for (position, entry) in reader.index.entries.enumerated() {
      #expect(entry.series == blocks[position][0].series)
      #expect(entry.count == blocks[position].count)
      #expect(entry.starts.lowerBound == blocks[position].map(\.start).min())
      #expect(entry.starts.upperBound == blocks[position].map(\.start).max())
      #expect(reader.index.leaf(position) == SegmentBytes.leaf(position))
      let block = try SegmentBytes.block(bytes, reader, position)
      #expect(block.series == entry.series && block.count == entry.count)
      #expect(block.parts == [BlockPart(file: 3, count: entry.count)])
    }
  }

  @Test func `the blocks of a series are found`() throws {
    let index = try SegmentBytes.reader(SegmentBytes.write(Self.blocks())).index
    let found = (0...6).map { index.blocks(of: SeriesID(number: $0)) }
    #expect(found == [0..<1, 1..<1, 1..<3, 3..<3, 3..<3, 3..<4, 4..<4])
    #expect(index.blocks(of: SeriesID(number: .max)) == 4..<4)
  }

  @Test func `a segment without a sample is one`() throws {
    let bytes = try SegmentBytes.write([[Sample]]())
    #expect(bytes.count == SegmentHead.length + SegmentFooter.length)
    let reader = try SegmentBytes.reader(bytes)
    #expect(reader.index.entries.isEmpty)
    #expect(reader.footer.starts == nil)
    #expect(reader.index.blocks(of: SeriesID(number: 0)) == 0..<0)
  }

  @Test func `without the index the blocks are found one behind the other`() throws {
    let blocks = Self.blocks()
    let bytes = try SegmentBytes.write(blocks)
    var offset = SegmentHead.length
    for samples in blocks {
      let block = try Block(salvaging: bytes, at: offset)
      #expect(try block.samples() == samples)
      offset += block.length
    }
    #expect(throws: FormatError.malformed("block")) { try Block(salvaging: bytes, at: offset) }
    for offset in [-1, bytes.count + 1, .max, .min] {
      #expect(throws: FormatError.truncated) { try Block(salvaging: bytes, at: offset) }
    }
  }

  @Test func `a block of another place, series or segment is not taken`() throws {
    let bytes = try SegmentBytes.write(Self.blocks())
    let reader = try SegmentBytes.reader(bytes)
    var random = RandomSamples(seed: 21)
    let other = try SegmentBytes.write([random.quiet(60, series: 0)])
    for position in 1...3 {
      let range = reader.index.entries[position].range
      #expect(throws: FormatError.self) {
        try reader.block(0, decoding: SegmentBytes.part(bytes, range))
      }
    }
    let range = try SegmentBytes.reader(other).index.entries[0].range
    #expect(throws: FormatError.self) {
      try reader.block(0, decoding: SegmentBytes.part(other, range))
    }
  }

  /// One byte of the entry's fields changed, and all checksums made right again.
  @Test(arguments: [0, 4, 8, 16, 20, 28, 36])
  func `an index that contradicts itself, its blocks or the footer is refused`(field: Int) throws {
    var bytes = try SegmentBytes.write(Self.blocks())
    let footer = try SegmentBytes.reader(bytes).footer
    bytes[Int(footer.indexOffset) + field] ^= 0x40
    Repair.index(&bytes, at: Int(footer.indexOffset))
    #expect(throws: FormatError.self) { try SegmentBytes.read(bytes) }
  }

  @Test func `a footer that contradicts the index or the file is refused`() throws {
    let bytes = try SegmentBytes.write(Self.blocks())
    let footer = bytes.count - SegmentFooter.length
    // Ends of ranges, number of samples, place of the index, number of blocks.
    for field in [16, 32, 54, 56, 64, 72, 80, 82] {
      var changed = bytes
      changed[footer + field] ^= 0x40
      Repair.footer(&changed)
      #expect(throws: FormatError.self, "\(field)") { try SegmentBytes.read(changed) }
    }
    let longer = bytes.prefix(footer) + [0] + bytes.suffix(SegmentFooter.length)
    #expect(throws: FormatError.malformed("place of the index")) {
      try SegmentBytes.read(Array(longer))
    }
  }

  @Test func `a writer refuses one block too many and keeps the segment whole`() throws {
    let block = EncodedBlock([BlockTests.plain], parts: [BlockPart(file: 1, count: 1)])
    var writer = SegmentWriter(SegmentBytes.identity)
    for _ in 0..<SegmentIndex.blockLimit {
      _ = try writer.append(block, leaf: SegmentBytes.leaf(0))
    }
    #expect(throws: SegmentWriter.Full()) {
      try writer.append(block, leaf: SegmentBytes.leaf(0))
    }
    let end = writer.finish()
    let length = SegmentHead.length + SegmentIndex.blockLimit * block.bytes.count + end.count
    let footer = try SegmentFooter(
      decoding: Array(end.suffix(SegmentFooter.length)),
      fileLength: UInt64(length)
    )
    #expect(footer.blocks == SegmentIndex.blockLimit)
  }

  @Test func `what no caller may do ends the program with the reason`() async {
    await #expect(processExitsWith: .failure) {
      _ = EncodedBlock([], parts: [])
    }
    await #expect(processExitsWith: .failure) {
      _ = EncodedBlock([BlockTests.plain], parts: [BlockPart(file: 1, count: 2)])
    }
  }
}
