import Chronology
package import Judging
package import StoreFormat

extension RollupRow {
  /// The row `entry` with its detail.
  ///
  /// - Parameters:
  ///   - entry: As the table has it.
  ///   - detail: What stands at ``RollupEntry/detail`` in the file.
  package init(
    _ entry: RollupEntry,
    detail bytes: [UInt8],
    of header: RollupFileHeader
  ) throws(FormatError) {
    try self.init(entry, detail: bytes, of: header, hasLatencies: true)
  }

  /// The samples of the row `entry` as a judge takes them at once, without reading its histograms; nil
  /// of an eventful row.
  package static func run(
    _ entry: RollupEntry,
    detail bytes: [UInt8],
    of header: RollupFileHeader
  ) throws(FormatError) -> AvailableRun? {
    try RollupRow(entry, detail: bytes, of: header, hasLatencies: false).run
  }

  private init(
    _ entry: RollupEntry,
    detail bytes: [UInt8],
    of header: RollupFileHeader,
    hasLatencies: Bool
  ) throws(FormatError) {
    guard bytes.count >= entry.detail.count else { throw .truncated }
    let count = entry.detail.count - 4
    if count < 0 { throw .malformed("detail's length") }
    var end = ByteCursor(bytes, count..<count + 4)
    let expected = RollupDetail.checksum(bytes, count, entry.key, header.seed)
    if try end.integer(UInt32.self) != expected { throw .checksum("detail") }
    let period = header.period(ofHour: entry.key.hour)
    var cursor = ByteCursor(bytes, 0..<count)
    self.init(
      series: entry.key.series,
      period: period,
      summary: entry.summary,
      detail: try RollupDetail(
        decoding: &cursor,
        period,
        entry.summary,
        hasLatencies: hasLatencies
      )
    )
    if isUneventful != entry.isUneventful { throw .malformed("uneventful row") }
  }
}

/// A whole rollup file in memory, every byte of it verified: for a seal, and for who reads all.
///
/// Who reads few rows reads the footer, the index, a page and a detail instead.
package struct RollupFile: Hashable, Sendable {
  /// What the file is.
  package let header: RollupFileHeader
  /// Every row, ascending by series and hour.
  package let rows: [RollupRow]

  /// Reads a whole file.
  ///
  /// - Throws: A ``/StoreFormat/FormatError`` for any byte that is not as the writer of these rows
  ///   would write it, but for features that a reader may pass over.
  package init(decoding bytes: [UInt8]) throws(FormatError) {
    let footer = try RollupFooter(decoding: bytes, fileLength: bytes.count)
    header = try RollupFileHeader(decoding: bytes)
    guard header == footer.header,
      bytes[0..<RollupFileHeader.commonLength].elementsEqual(
        bytes[footer.indexRange.upperBound...].prefix(RollupFileHeader.commonLength)
      )
    else { throw .malformed("header and footer") }
    let index = try RollupIndex(decoding: Array(bytes[footer.indexRange]), of: footer)
    let seed = header.seed
    var rows: [RollupRow] = []
    var end = footer.detailRange.lowerBound
    for number in 0..<footer.pages {
      let offset = footer.range(ofPage: number).lowerBound
      let page = try RollupPage(decoding: bytes, at: offset, number: number, of: footer, seed)
      if index[number] != page.key(0) { throw .malformed("index") }
      for row in 0..<page.count {
        let entry = try page.entry(row)
        if entry.detail.lowerBound != end { throw .malformed("details' order") }
        end = entry.detail.upperBound
        let detail = Array(bytes[entry.detail])
        let decoded = try RollupRow(entry, detail: detail, of: header)
        if let last = rows.last, entry.key <= RollupFile.key(last, header) {
          throw .malformed("order of rows")
        }
        rows.append(decoded)
      }
    }
    let samples = rows.reduce(UInt64(0)) { $0 + UInt64($1.summary.samples) }
    if end != footer.detailRange.upperBound || samples != footer.samples {
      throw .malformed("sums of the footer")
    }
    self.rows = rows
  }

  private static func key(_ row: RollupRow, _ header: RollupFileHeader) -> RollupKey {
    let hour = (row.period.start - header.interval.start).wholeSeconds / 3_600
    return RollupKey(series: row.series, hour: UInt8(hour))
  }

  /// The bytes of a whole file.
  package static func encoded(
    _ header: RollupFileHeader,
    _ rows: some Sequence<RollupRow>
  ) throws(RollupRefusal) -> [UInt8] {
    var writer = RollupWriter(header)
    for row in rows { try writer.append(row) }
    return Array(writer.finish().joined())
  }
}
