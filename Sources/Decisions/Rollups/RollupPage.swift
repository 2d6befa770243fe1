import Judging
package import Sampling
package import StoreFormat

/// Which row of a file: by series, then by hour.
package struct RollupKey: Hashable, Comparable, Sendable {
  /// The series of the row.
  package let series: SeriesID
  /// The UTC hour, 0 to 23; 0 in a file of days.
  package let hour: UInt8

  /// The key of these parts.
  package init(series: SeriesID, hour: UInt8 = 0) {
    self.series = series
    self.hour = hour
  }

  /// The smaller series first, then the earlier hour.
  package static func < (left: RollupKey, right: RollupKey) -> Bool {
    (left.series.number, left.hour) < (right.series.number, right.hour)
  }
}

/// A row as it stands in the table: its summary, and where the rest is.
package struct RollupEntry: Hashable, Sendable {
  /// Which row.
  package let key: RollupKey
  /// The figures that availability rests on.
  package let summary: RollupSummary
  /// Whether all samples are available and each but the first continues the one before.
  package let isUneventful: Bool
  /// Where its detail lies, in bytes from the start of the file.
  package let detail: Range<Int>
}

/// 4,096 bytes of a file's table: up to 92 summaries under one checksum, so that one row is verified
/// without the rest of the table.
///
/// Format: docs/formats/rollup.md, "Table".
package struct RollupPage: Sendable {
  /// How long a page is, in bytes.
  package static let length = 4096
  /// How long a row is, in bytes.
  static let rowLength = 44
  /// How many rows a page has at most.
  package static let capacity = 92
  static let headLength = 16
  /// Longer details are refused when a file is written.
  static let detailLimit = 1 << 24

  /// How many rows it has: 1 or more.
  package let count: Int
  private let bytes: [UInt8]
  private let start: Int
  private let header: RollupFileHeader
  /// Where the first row's detail begins in the file.
  private let details: Int

  /// Takes the page `number` of a file, and checks its checksum and its order.
  ///
  /// - Parameters:
  ///   - bytes: What was read; the page begins at `offset`.
  ///   - offset: In `bytes`.
  package init(
    decoding bytes: [UInt8],
    at offset: Int = 0,
    number: Int,
    of footer: RollupFooter
  ) throws(FormatError) {
    try self.init(decoding: bytes, at: offset, number: number, of: footer, footer.header.seed)
  }

  /// - Parameter seed: The header's, computed once for all pages.
  init(
    decoding bytes: [UInt8],
    at offset: Int,
    number: Int,
    of footer: RollupFooter,
    _ seed: CRC32C
  ) throws(FormatError) {
    if offset < 0 || bytes.count - offset < RollupPage.length { throw .truncated }
    try RollupFileHeader.check(bytes, offset..<offset + RollupPage.length, "page", seed: seed)
    self.bytes = bytes
    start = offset
    header = footer.header
    let base = integer(bytes, offset) | integer(bytes, offset + 4) << 32
    let here = integer(bytes, offset + 8)
    count = Int(integer(bytes, offset + 12))
    guard number >= 0, number < footer.pages, here == UInt64(number) else {
      throw .malformed("page number")
    }
    let expected = min(RollupPage.capacity, footer.rows - number * RollupPage.capacity)
    guard count == expected else { throw .malformed("page's rows") }
    guard base <= UInt64(footer.detailLength) else { throw .malformed("page's details") }
    details = RollupFileHeader.length + Int(base)
    try checkOrder(footer)
  }

  private func checkOrder(_ footer: RollupFooter) throws(FormatError) {
    var end = details
    var previous: RollupKey?
    for row in 0..<count {
      let here = key(row)
      if let previous, here <= previous { throw .malformed("order of rows") }
      guard here.hour < (header.tier == .hours ? 24 : 1), !hasUnknownFlags(row) else {
        throw .malformed("row's hour")
      }
      previous = here
      end += detailLength(row)
    }
    if end > footer.detailRange.upperBound { throw .malformed("details' length") }
  }

  /// The key of row `row`, 0 up to ``count``.
  package func key(_ row: Int) -> RollupKey {
    let offset = offset(row)
    return RollupKey(
      series: SeriesID(number: UInt32(integer(bytes, offset))),
      hour: bytes[offset + 4] & 31
    )
  }

  /// The summary of row `row`, 0 up to ``count``.
  ///
  /// - Throws: `malformed` if it cannot be one.
  package func summary(_ row: Int) throws(FormatError) -> RollupSummary {
    var summary = RollupSummary()
    let offset = offset(row)
    summary.up = Int64(integer(bytes, offset + 8))
    summary.degraded = Int64(integer(bytes, offset + 12))
    summary.down = Int64(integer(bytes, offset + 16))
    summary.void = Int64(integer(bytes, offset + 20))
    let time = TimeTally(
      elapsed: Int64(integer(bytes, offset + 24)),
      low: Int64(integer(bytes, offset + 28)),
      estimate: Int64(integer(bytes, offset + 32)),
      high: Int64(integer(bytes, offset + 36)),
      unknown: Int64(integer(bytes, offset + 40))
    )
    summary.time = time
    let period: Int64 = header.tier == .hours ? 3_600_000 : 86_400_000
    guard time.low <= time.estimate, time.estimate <= time.high, time.elapsed <= period,
      time.high + time.unknown <= time.elapsed
    else { throw .malformed("row's time") }
    return summary
  }

  /// Row `row`, 0 up to ``count``, with the place of its detail.
  ///
  /// - Throws: `malformed` if its summary cannot be one.
  package func entry(_ row: Int) throws(FormatError) -> RollupEntry {
    let begin = (0..<row).reduce(details) { $0 + detailLength($1) }
    return RollupEntry(
      key: key(row),
      summary: try summary(row),
      isUneventful: bytes[offset(row) + 4] & 32 != 0,
      detail: begin..<begin + detailLength(row)
    )
  }

  /// All rows, with the places of their details.
  ///
  /// - Throws: `malformed` if a summary cannot be one.
  package func entries() throws(FormatError) -> [RollupEntry] {
    var entries: [RollupEntry] = []
    entries.reserveCapacity(count)
    var begin = details
    for row in 0..<count {
      let end = begin + detailLength(row)
      entries.append(
        RollupEntry(
          key: key(row),
          summary: try summary(row),
          isUneventful: bytes[offset(row) + 4] & 32 != 0,
          detail: begin..<end
        )
      )
      begin = end
    }
    return entries
  }

  /// The first row whose key is not less than `key`; ``count`` if all are.
  package func firstRow(from key: RollupKey) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self.key(middle) < key { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func offset(_ row: Int) -> Int {
    start + RollupPage.headLength + row * RollupPage.rowLength
  }

  private func hasUnknownFlags(_ row: Int) -> Bool { bytes[offset(row) + 4] & 0xC0 != 0 }

  private func detailLength(_ row: Int) -> Int {
    Int(integer(bytes, offset(row) + 4) >> 8)
  }
}

/// Four bytes, little-endian; the caller has checked that they are there.
private func integer(_ bytes: [UInt8], _ offset: Int) -> UInt64 {
  UInt64(bytes[offset]) | UInt64(bytes[offset + 1]) << 8 | UInt64(bytes[offset + 2]) << 16
    | UInt64(bytes[offset + 3]) << 24
}
