import Proving
import Sampling
import StoreFormat

@testable import Rollups
@testable import SegmentFormat

/// Makes checksums right, as a forger would, so that what they cover is read.
enum Repair {
  static func put(_ value: UInt32, at offset: Int, in bytes: inout [UInt8]) {
    for byte in 0..<4 { bytes[offset + byte] = UInt8(truncatingIfNeeded: value >> (8 * byte)) }
  }

  static func get(_ bytes: [UInt8], at offset: Int) -> Int {
    (0..<4).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
  }

  static func checksum(_ bytes: [UInt8], _ range: Range<Int>) -> UInt32 {
    var checksum = CRC32C()
    checksum.add(bytes, range)
    return checksum.value
  }

  /// A group whose records are all that stands behind its header.
  static func group(_ bytes: [UInt8]) -> [UInt8] {
    var group = bytes
    if group.count < CommitGroup.headerLength { return bytes }
    group.replaceSubrange(0..<4, with: Array("CMIT".utf8))
    put(UInt32(group.count - CommitGroup.headerLength), at: 4, in: &group)
    group.replaceSubrange(24..<32, with: Decoder.file.prefix(8))
    var checksum = CRC32C()
    checksum.add(group, 0..<44)
    checksum.add(Decoder.file)
    put(checksum.value, at: 44, in: &group)
    let end = CRC32C.of(group)
    group += [0, 0, 0, 0]
    put(end, at: group.count - 4, in: &group)
    let rest = group.count % LogFileHeader.alignment
    if rest > 0 { group += [UInt8](repeating: 0, count: LogFileHeader.alignment - rest) }
    return group
  }

  /// The header of a log's file.
  static func header(_ bytes: [UInt8]) -> [UInt8] {
    var header = Array(bytes.prefix(LogFileHeader.length))
    header += [UInt8](repeating: 0, count: LogFileHeader.length - header.count)
    header.replaceSubrange(0..<8, with: Array("CNSTLOG1".utf8))
    put(checksum(header, 0..<LogFileHeader.length - 4), at: LogFileHeader.length - 4, in: &header)
    return header
  }

  /// A segment: each block's header as far as the index says where it is, the index, the ends.
  static func segment(_ bytes: [UInt8]) -> [UInt8] {
    var file = bytes
    let footer = file.count - SegmentFooter.length
    guard footer >= SegmentHead.length else { return bytes }
    file.replaceSubrange(0..<8, with: SegmentHead.bytes.prefix(8))
    put(checksum(file, 0..<12), at: 12, in: &file)
    let start = get(file, at: footer + 72)
    let count = get(file, at: footer + 80)
    if count < 1_000, start >= SegmentHead.length, start + count * BlockEntry.length == footer {
      for entry in 0..<count { repairBlock(start + entry * BlockEntry.length, start, &file) }
      put(checksum(file, start..<footer), at: footer + 84, in: &file)
    }
    put(checksum(file, footer..<footer + 116), at: footer + 116, in: &file)
    file.replaceSubrange(footer + 120..<footer + 128, with: Array("CNSTSEGF".utf8))
    return file
  }

  private static func repairBlock(_ entry: Int, _ index: Int, _ file: inout [UInt8]) {
    let (offset, length) = (get(file, at: entry + 8), get(file, at: entry + 20))
    guard length >= 12, offset >= 0, offset + length <= index else { return }
    let sum = checksum(file, offset..<offset + length - 4)
    put(sum, at: offset + length - 4, in: &file)
    put(sum, at: entry + 24, in: &file)
  }

  /// A ledger file: header, entries and footer, but not the root.
  static func ledger(_ bytes: [UInt8]) -> [UInt8] {
    var file = bytes
    let footer = file.count - 64
    guard footer >= 108 else { return bytes }
    let header = get(file, at: 12)
    guard header >= 108, header <= footer else { return bytes }
    put(checksum(file, 0..<header - 4), at: header - 4, in: &file)
    var index = file[64..<72].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    var place = header
    while place + 8 <= footer {
      let length = get(file, at: place)
      guard length <= footer - place - 8 else { break }
      var sink = ByteSink()
      sink.integer(index)
      var sum = CRC32C()
      sum.add(sink.bytes)
      sum.add(file, place..<place + 4 + length)
      put(sum.value, at: place + 4 + length, in: &file)
      place += length + 8
      index &+= 1
    }
    file.replaceSubrange(footer + 56..<footer + 60, with: file[header - 4..<header])
    put(checksum(file, footer..<file.count - 4), at: file.count - 4, in: &file)
    return file
  }

  /// A bundle with a right last line.
  static func bundle(_ bytes: [UInt8]) -> [UInt8] {
    var body = bytes
    // What stood behind the last but one line was a last line.
    while let last = body.last, last == 0x0A { body.removeLast() }
    guard let end = body.lastIndex(of: 0x0A) else { return bytes }
    body.removeLast(body.count - end - 1)
    let count = body.count { $0 == 0x0A }
    var digest = SHA256()
    digest.add(body, body.indices)
    return body + Array("end \(count) \(digest.finish())\n".utf8)
  }

  /// A rollup file, as far as its footer can be read.
  static func rollup(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.count >= RollupFileHeader.length + RollupFooter.length else { return bytes }
    var file = bytes
    func seal(_ range: Range<Int>, _ seed: CRC32C = CRC32C()) {
      guard range.lowerBound >= 0, range.upperBound <= file.count, range.count >= 4 else { return }
      var checksum = seed
      checksum.add(file, range.lowerBound..<range.upperBound - 4)
      put(checksum.value, at: range.upperBound - 4, in: &file)
    }
    seal(0..<RollupFileHeader.length)
    seal(file.count - RollupFooter.length..<file.count)
    guard let footer = try? RollupFooter(decoding: file, fileLength: file.count) else {
      return file
    }
    let seed = footer.header.seed
    seal(footer.indexRange, seed)
    for page in 0..<footer.pages { seal(footer.range(ofPage: page), seed) }
    for number in 0..<footer.pages {
      let offset = footer.range(ofPage: number).lowerBound
      let page = try? RollupPage(decoding: file, at: offset, number: number, of: footer)
      guard let page else { continue }
      for row in 0..<page.count {
        guard let entry = try? page.entry(row), entry.detail.count >= 4 else { continue }
        var key = ByteSink()
        key.integer(entry.key.series.number)
        key.byte(entry.key.hour)
        var checksum = seed
        checksum.add(key.bytes)
        seal(entry.detail, checksum)
      }
    }
    return file
  }
}
