package import StoreFormat

/// The last 108 bytes of a rollup file: where everything in it lies.
///
/// Format: docs/formats/rollup.md, "Footer".
package struct RollupFooter: Hashable, Sendable {
  /// How long a footer is, in bytes.
  package static let length = 108
  private static let magic = Array("CNSTROLE".utf8)

  /// What the file is.
  package let header: RollupFileHeader
  /// How many rows it has.
  package let rows: Int
  /// How many bytes the rows' details have.
  package let detailLength: Int
  /// How many samples the rows count.
  package let samples: UInt64

  init(header: RollupFileHeader, rows: Int, detailLength: Int, samples: UInt64) {
    self.header = header
    self.rows = rows
    self.detailLength = detailLength
    self.samples = samples
  }

  /// How many pages the table has.
  package var pages: Int { (rows + RollupPage.capacity - 1) / RollupPage.capacity }

  /// Where the details lie in the file.
  package var detailRange: Range<Int> {
    RollupFileHeader.length..<RollupFileHeader.length + detailLength
  }

  /// Where a page of the table lies in the file.
  ///
  /// - Parameter page: 0 up to the number of pages.
  package func range(ofPage page: Int) -> Range<Int> {
    let start = detailRange.upperBound + page * RollupPage.length
    return start..<start + RollupPage.length
  }

  /// Where the whole table lies in the file.
  package var tableRange: Range<Int> {
    detailRange.upperBound..<detailRange.upperBound + pages * RollupPage.length
  }

  /// Where the index lies in the file.
  package var indexRange: Range<Int> {
    tableRange.upperBound..<tableRange.upperBound + RollupIndex.length(ofPages: pages)
  }

  /// How long the file is, in bytes.
  package var fileLength: Int { indexRange.upperBound + RollupFooter.length }

  func encoded() -> [UInt8] {
    var sink = ByteSink()
    sink.raw(header.common())
    sink.integer(UInt32(rows))
    sink.integer(UInt64(detailLength))
    sink.integer(UInt32(RollupPage.length))
    sink.integer(UInt16(RollupPage.rowLength))
    sink.integer(UInt16(RollupPage.capacity))
    sink.integer(samples)
    sink.zeros(8)
    sink.raw(RollupFooter.magic)
    sink.integer(CRC32C.of(sink.bytes))
    return sink.bytes
  }

  /// Reads a footer.
  ///
  /// - Parameters:
  ///   - bytes: The end of the file: at least ``length`` bytes.
  ///   - fileLength: How long the file is.
  /// - Throws: `newer` only when the checksum is right; `malformed` when the file is not as long as
  ///   the footer says.
  package init(decoding bytes: [UInt8], fileLength: Int) throws(FormatError) {
    if bytes.count < RollupFooter.length { throw .truncated }
    let range = bytes.count - RollupFooter.length..<bytes.count
    try RollupFileHeader.check(bytes, range, "footer")
    var cursor = ByteCursor(bytes, range)
    header = try RollupFileHeader(common: &cursor)
    rows = Int(try cursor.integer(UInt32.self))
    let details = try cursor.integer(UInt64.self)
    guard try cursor.integer(UInt32.self) == UInt32(RollupPage.length),
      try cursor.integer(UInt16.self) == UInt16(RollupPage.rowLength),
      try cursor.integer(UInt16.self) == UInt16(RollupPage.capacity)
    else { throw .newer("table") }
    samples = try cursor.integer()
    _ = try cursor.raw(8)
    if try cursor.raw(8) != RollupFooter.magic { throw .malformed("magic") }
    guard details <= UInt64(1) << 48 else { throw .malformed("details' length") }
    detailLength = Int(details)
    if self.fileLength != fileLength { throw .malformed("file length") }
  }
}
