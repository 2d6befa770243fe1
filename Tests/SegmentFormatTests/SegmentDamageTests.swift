import Chronology
import Sampling
import StoreFormat
import TestKit
import Testing

@testable import SegmentFormat

@Suite struct SegmentDamageTests {
  /// Small, and every codec is in it.
  static func blocks() -> [[Sample]] {
    var random = RandomSamples(seed: 30)
    return [random.quiet(70, series: 1), random.odd(4, series: 2), random.quiet(9, series: 2)]
  }

  @Test func `every flipped bit is found, and harms nothing but its block`() throws {
    let blocks = Self.blocks()
    let bytes = try SegmentBytes.write(blocks)
    let index = try SegmentBytes.reader(bytes).index
    for bit in 0..<bytes.count * 8 {
      var damaged = bytes
      damaged[bit / 8] ^= 1 << UInt8(bit % 8)
      let hit = index.entries.firstIndex { $0.range.contains(UInt64(bit / 8)) }
      guard let hit else {
        // In the head, the index or the footer.
        if (try? SegmentBytes.reader(damaged)) != nil { Issue.record("bit \(bit) passed") }
        continue
      }
      let reader = try SegmentBytes.reader(damaged)
      for position in blocks.indices {
        let samples = try? SegmentBytes.block(damaged, reader, position).samples()
        if position == hit, samples != nil { Issue.record("bit \(bit) passed") }
        if position != hit, samples != blocks[position] { Issue.record("bit \(bit) spread") }
      }
    }
  }

  @Test func `a flipped bit in a column harms no other column`() throws {
    var random = RandomSamples(seed: 31)
    let samples = random.quiet(300)
    let encoded = EncodedBlock(samples, parts: [BlockPart(file: 1, count: 300)])
    let header = try BlockHeader(decoding: encoded.bytes, encoded.bytes.indices, entry: nil)
    let wait = header.columns.first { $0.column == Column.wait.rawValue }
    var damaged = encoded.bytes
    damaged[try #require(wait).range.lowerBound + 5] ^= 1
    let block = try Block(salvaging: damaged, at: 0)
    #expect(throws: FormatError.checksum("column")) { try block.microseconds(.wait) }
    #expect(throws: FormatError.checksum("column")) { try block.samples() }
    #expect(try block.microseconds(.connect) == samples.map(\.phases.connect))
    #expect(try block.outcomes() == samples.map(\.outcome))
    #expect(try block.starts() == samples.map(\.start))
  }

  @Test func `every truncation is found`() throws {
    let bytes = try SegmentBytes.write(Self.blocks())
    for length in 0..<bytes.count {
      #expect(throws: FormatError.self) { try SegmentBytes.read(Array(bytes.prefix(length))) }
    }
    let index = try SegmentBytes.reader(bytes).index
    for entry in index.entries {
      let block = SegmentBytes.part(bytes, entry.range)
      for length in 0..<block.count {
        #expect(throws: FormatError.truncated) {
          try Block(decoding: Array(block.prefix(length)), entry)
        }
        #expect(throws: FormatError.self) {
          try Block(salvaging: Array(block.prefix(length)), at: 0).samples()
        }
      }
    }
  }

  @Test(arguments: Seeds.all)
  func `garbage is refused`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<500 {
      var bytes = (0..<Int.random(in: 0...700, using: &random)).map { _ in
        UInt8.random(in: .min ... .max, using: &random)
      }
      #expect(throws: FormatError.self) { try SegmentBytes.read(bytes) }
      #expect(throws: FormatError.self) { try Block(salvaging: bytes, at: 0) }
      bytes.replaceSubrange(0..<min(4, bytes.count), with: BlockHeader.magic)
      #expect(throws: FormatError.self) { try Block(salvaging: bytes, at: 0) }
      guard bytes.count >= 144 else { continue }
      // A footer whose checksum is right, of nonsense.
      bytes.replaceSubrange(bytes.count - 20..<bytes.count - 12, with: [0, 0, 0, 0, 1, 0, 0, 0])
      bytes.replaceSubrange(bytes.count - 8..<bytes.count, with: Array("CNSTSEGF".utf8))
      Repair.footer(&bytes)
      let tail = Array(bytes.suffix(128))
      #expect(throws: FormatError.self) {
        try SegmentFooter(decoding: tail, fileLength: random.next())
      }
    }
  }

  /// What a forger could write: headers that lie under a right checksum.
  @Test(arguments: Seeds.all)
  func `a forged header is refused or read, and never trapped on`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var samples = RandomSamples(seed: seed)
    for original in [samples.quiet(5), samples.odd(3), samples.quiet(200)] {
      let parts = [BlockPart(file: 4, count: 2), BlockPart(file: 6, count: original.count - 2)]
      let encoded = EncodedBlock(original, parts: parts)
      var refused = 0
      for _ in 0..<1_500 {
        var forged = encoded.bytes
        for _ in 0...random.next() % 3 {
          let place = 8 + Int(random.next() % UInt64(encoded.headerLength - 12))
          forged[place] = UInt8(truncatingIfNeeded: random.next())
        }
        Repair.header(&forged, length: encoded.headerLength)
        do throws(FormatError) {
          let block = try Block(salvaging: forged, at: 0)
          #expect(try block.samples().count == block.count)
        } catch {
          refused += 1
        }
      }
      #expect(refused > 500)
    }
  }
}
