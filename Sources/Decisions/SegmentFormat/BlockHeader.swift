import Chronology
import Sampling
import StoreFormat

/// What a block says of itself before its columns.
///
/// Format: docs/formats/segment.md, "Block".
struct BlockHeader: Hashable, Sendable {
  /// Where a column stands.
  struct Entry: Hashable, Sendable {
    /// The number of the column, which may be unknown.
    var column: UInt8
    /// Where its bytes are, from the start of the block.
    var range: Range<Int>
    /// Of its bytes; nil for a short column, which stands in the header.
    var checksum: UInt32?
  }

  static let magic = Array("BLCK".utf8)
  /// A column of at most this many bytes stands in the header.
  static let shortColumn = 16
  /// A column has at most this many bytes.
  static let columnLimit = 1 << 17

  /// Which series all samples belong to.
  var series: SeriesID
  /// How many samples: 1 to ``Block/sampleLimit``.
  var count: Int
  /// When the first sample was due.
  var firstDue: Instant
  /// Where the samples came from; ascending by file, and as many in all as there are samples.
  var parts: [BlockPart]
  /// The addresses that the samples name by number.
  var addresses: [NetworkAddress]
  /// The columns, ascending; those left out are all zero.
  var columns: [Entry] = []
  /// How many bytes the header has.
  var length = 0
  /// How many bytes the block has.
  var blockLength = 0
  /// The checksum of the header, which stands at its end.
  var checksum: UInt32 = 0

  /// What a writer says of a block; the rest follows from its columns.
  init(
    series: SeriesID,
    count: Int,
    firstDue: Instant,
    parts: [BlockPart],
    addresses: [NetworkAddress]
  ) {
    self.series = series
    self.count = count
    self.firstDue = firstDue
    self.parts = parts
    self.addresses = addresses
  }
}

extension BlockHeader {
  /// The whole block: the header and the columns, ascending, which have at least a byte each.
  ///
  /// The lengths and the checksum are set on the way.
  mutating func encoded(with data: [(column: Column, bytes: [UInt8])]) -> [UInt8] {
    var body = ByteSink()
    body.varint(UInt64(series.number))
    body.varint(UInt64(count))
    body.varint(UInt64(firstDue.recordable))
    encodeParts(into: &body)
    body.varint(UInt64(addresses.count))
    for address in addresses { body.block(address.bytes) }
    body.varint(UInt64(data.count))
    var columns = ByteSink()
    for (column, bytes) in data {
      body.byte(column.rawValue)
      body.varint(UInt64(bytes.count))
      if bytes.count <= BlockHeader.shortColumn {
        body.raw(bytes)
      } else {
        body.integer(CRC32C.of(bytes))
        columns.raw(bytes)
      }
    }
    length = 8 + body.count + 4
    var sink = ByteSink()
    sink.raw(BlockHeader.magic)
    sink.integer(UInt32(length))
    sink.raw(body.bytes)
    checksum = CRC32C.of(sink.bytes)
    sink.integer(checksum)
    sink.raw(columns.bytes)
    blockLength = sink.count
    return sink.bytes
  }
}

// The parts. Most blocks have one, or one of each file of a day and nearly as many of each.
extension BlockHeader {
  private func encodeParts(into body: inout ByteSink) {
    body.varint(UInt64(parts.count))
    body.varint(parts[0].file)
    if parts.count == 1 { return }
    let steps = zip(parts, parts.dropFirst()).map { Int64($1.file - $0.file) }
    body.raw(ColumnCodec.encode(steps))
    body.raw(ColumnCodec.encode(parts.map { Int64($0.count) }))
  }

  private static func parts(
    from cursor: inout ByteCursor,
    count: Int
  ) throws(FormatError) -> [BlockPart] {
    let number = try cursor.count(1...count)
    var file = try cursor.varint()
    if number == 1 { return [BlockPart(file: file, count: count)] }
    let steps = try ColumnCodec.decode(from: &cursor, count: number - 1)
    let counts = try ColumnCodec.decode(from: &cursor, count: number)
    var parts: [BlockPart] = []
    var left = count
    for index in 0..<number {
      if index > 0 {
        let (next, overflow) = file.addingReportingOverflow(
          UInt64(truncatingIfNeeded: steps[index - 1])
        )
        if overflow || steps[index - 1] < 1 { throw .malformed("file") }
        file = next
      }
      guard (1...Int64(max(left, 1))).contains(counts[index]) else { throw .malformed("part") }
      parts.append(BlockPart(file: file, count: Int(counts[index])))
      left -= Int(counts[index])
    }
    if left != 0 { throw .malformed("part") }
    return parts
  }
}

extension BlockHeader {
  /// Reads a header at the start of `range`, and trusts nothing in it before its checksum.
  ///
  /// - Parameter entry: What the index says of the block, if there is an index.
  init(
    decoding bytes: [UInt8],
    _ range: Range<Int>,
    entry: BlockEntry?
  ) throws(FormatError) {
    var cursor = ByteCursor(bytes, range)
    if try cursor.raw(4) != BlockHeader.magic { throw .malformed("block") }
    let length = Int(try cursor.integer(UInt32.self))
    guard (12...BlockEntry.headerLimit).contains(length) else { throw .malformed("header length") }
    if length > range.count { throw .truncated }
    // A changed length would put another number where the checksum is looked for.
    if let entry, entry.headerLength != length { throw .malformed("header length") }
    let end = range.lowerBound + length - 4
    var checksum = CRC32C()
    checksum.add(bytes, range.lowerBound..<end)
    var last = ByteCursor(bytes, end..<end + 4)
    if try last.integer(UInt32.self) != checksum.value { throw .checksum("block header") }
    if let entry, entry.checksum != checksum.value { throw .checksum("block header") }
    cursor = ByteCursor(bytes, cursor.position..<end)
    series = SeriesID(number: try cursor.varint(as: UInt32.self))
    count = try cursor.count(1...Block.sampleLimit)
    firstDue = try Instant(recorded: Int64(truncatingIfNeeded: cursor.varint()))
    parts = try BlockHeader.parts(from: &cursor, count: count)
    addresses = try BlockHeader.addresses(from: &cursor, count: count)
    self.length = length
    self.checksum = checksum.value
    try readColumns(from: &cursor, start: range.lowerBound)
    if !cursor.isAtEnd { throw .malformed("header length") }
    if blockLength > range.count { throw .truncated }
    if let entry { try check(entry) }
  }

  private func check(_ entry: BlockEntry) throws(FormatError) {
    guard entry.series == series, entry.count == count, entry.length == blockLength else {
      throw .malformed("block")
    }
  }

  private static func addresses(
    from cursor: inout ByteCursor,
    count: Int
  ) throws(FormatError) -> [NetworkAddress] {
    var addresses: [NetworkAddress] = []
    for _ in 0..<(try cursor.count(0...count)) {
      guard let address = NetworkAddress(bytes: try cursor.block(limit: 16)) else {
        throw .malformed("address")
      }
      addresses.append(address)
    }
    return addresses
  }

  private mutating func readColumns(
    from cursor: inout ByteCursor,
    start: Int
  ) throws(FormatError) {
    blockLength = length
    for _ in 0..<(try cursor.count(0...255)) {
      let column = try cursor.byte()
      if column == 0 || column <= columns.last?.column ?? 0 { throw .malformed("column") }
      if column < Column.ignorable, Column(rawValue: column) == nil { throw .newer("column") }
      let length = try cursor.count(1...BlockHeader.columnLimit)
      if length <= BlockHeader.shortColumn {
        let place = cursor.position - start
        _ = try cursor.part(length)
        columns.append(Entry(column: column, range: place..<place + length, checksum: nil))
      } else {
        let checksum = try cursor.integer(UInt32.self)
        let range = blockLength..<blockLength + length
        columns.append(Entry(column: column, range: range, checksum: checksum))
        blockLength += length
      }
    }
  }
}

extension ByteCursor {
  /// Reads a number that must lie in a range.
  mutating func count(_ range: ClosedRange<Int>) throws(FormatError) -> Int {
    let value = try varint()
    guard value <= UInt64(range.upperBound), value >= UInt64(range.lowerBound) else {
      throw .malformed("count")
    }
    return Int(value)
  }
}
