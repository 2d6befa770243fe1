import Chronology
import Sampling
import StoreFormat
import Testing

@testable import SegmentFormat

@Suite struct SegmentVersionTests {
  private func segment() throws -> [UInt8] {
    var random = RandomSamples(seed: 40)
    return try SegmentBytes.write([random.quiet(20)])
  }

  /// Changes a byte of the footer and makes the checksum right again.
  private func changing(_ offset: Int, to value: UInt8) throws -> [UInt8] {
    var bytes = try segment()
    bytes[bytes.count - SegmentFooter.length + offset] = value
    Repair.footer(&bytes)
    return bytes
  }

  @Test(arguments: [(108, "feature"), (111, "feature"), (112, "version")] as [(Int, StaticText)])
  func `an unknown feature or version is newer, not damaged`(
    offset: Int,
    what: StaticText
  ) throws {
    let bytes = try changing(offset, to: 2)
    #expect(throws: FormatError.newer(what)) { try SegmentBytes.read(bytes) }
  }

  @Test(arguments: [(100, false), (104, true), (114, false), (90, false)])
  func `what may be passed over is`(offset: Int, isReadOnly: Bool) throws {
    let bytes = try changing(offset, to: 2)
    #expect(try SegmentBytes.read(bytes) == SegmentBytes.read(segment()))
    #expect(try SegmentBytes.reader(bytes).footer.isReadOnly == isReadOnly)
  }

  @Test func `a damaged footer is never taken for a newer one`() throws {
    var bytes = try segment()
    bytes[bytes.count - SegmentFooter.length + 112] = 2
    #expect(throws: FormatError.checksum("footer")) { try SegmentBytes.read(bytes) }
  }

  @Test func `a head of another version is newer`() throws {
    var bytes = try segment()
    bytes[8] = 2
    #expect(throws: FormatError.checksum("head")) { try SegmentHead.check(bytes) }
    Repair.head(&bytes)
    #expect(throws: FormatError.newer("version")) { try SegmentHead.check(bytes) }
    bytes = try segment()
    bytes[10] = 1
    Repair.head(&bytes)
    try SegmentHead.check(bytes)
  }

  /// A block whose last column has another number.
  private func block(column: UInt8) throws -> (bytes: [UInt8], samples: [Sample], last: Int) {
    var random = RandomSamples(seed: 41)
    let samples = random.odd(30)
    let encoded = EncodedBlock(samples, parts: [BlockPart(file: 1, count: 30)])
    let header = try BlockHeader(decoding: encoded.bytes, encoded.bytes.indices, entry: nil)
    var bytes = encoded.bytes
    let last = try #require(header.columns.last)
    // The entry: number, length in two bytes, checksum; then the header's own.
    let length = last.range.count >= 128 ? 2 : 1
    bytes[header.length - 4 - 4 - length - 1] = column
    Repair.header(&bytes, length: header.length)
    return (bytes, samples, last.range.lowerBound)
  }

  @Test func `an unknown column below 128 is newer, one above is passed over`() throws {
    let known = try block(column: Column.transfer.rawValue)
    #expect(try Block(salvaging: known.bytes, at: 0).samples() == known.samples)
    for column in [14, 127] as [UInt8] {
      let unknown = try block(column: column).bytes
      #expect(throws: FormatError.newer("column")) { try Block(salvaging: unknown, at: 0) }
    }
    var ignorable = try block(column: 128)
    var expected = ignorable.samples
    for index in expected.indices { expected[index].phases.transfer = 0 }
    #expect(try Block(salvaging: ignorable.bytes, at: 0).samples() == expected)
    ignorable.bytes[ignorable.last] ^= 1
    #expect(throws: FormatError.checksum("column")) {
      try Block(salvaging: ignorable.bytes, at: 0).samples()
    }
  }

  @Test(arguments: [0, 12] as [UInt8])
  func `columns that don't ascend are refused`(column: UInt8) throws {
    let bytes = try block(column: column).bytes
    #expect(throws: FormatError.malformed("column")) { try Block(salvaging: bytes, at: 0) }
  }
}
