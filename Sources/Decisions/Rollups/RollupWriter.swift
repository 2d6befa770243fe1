import Chronology
import Judging
import Sampling
import StoreFormat

/// Why a row does not go into a file.
package enum RollupRefusal: Error, Hashable, Sendable {
  /// It does not come after the row before, by series and then by hour.
  case order
  /// Its period is not one of the file's.
  case period
  /// Its detail has 16 MiB or more, or it has 2^32 samples or thresholds beyond the limit.
  case size
}

/// Puts a rollup file together, row by row.
///
/// What is ready is taken out by ``drain()`` and written at once, so that only the table waits in
/// memory: 44 bytes a row. The same rows give the same bytes.
///
/// Format: docs/formats/rollup.md.
package struct RollupWriter: Sendable {
  private let header: RollupFileHeader
  private let seed: CRC32C
  private var ready = ByteSink()
  private var table = ByteSink()
  private var page = ByteSink()
  private var pageBase = 0
  private var pageRows = 0
  private var index = RollupIndex()
  private var rows = 0
  private var detailLength = 0
  private var samples: UInt64 = 0
  private var last: RollupKey?

  /// A writer of a file with no rows yet.
  package init(_ header: RollupFileHeader) {
    self.header = header
    seed = header.seed
    ready.raw(header.encoded())
  }

  /// Adds the next row, by series and then by hour.
  ///
  /// - Throws: ``RollupRefusal``, and the row is not in the file.
  package mutating func append(_ row: RollupRow) throws(RollupRefusal) {
    let key = try key(of: row)
    guard row.summary.samples <= Int64(UInt32.max),
      row.detail.tallies.count <= RollupDetail.tallyLimit
    else { throw .size }
    if let last, key <= last { throw .order }
    var detail = ByteSink()
    row.detail.encode(row.period, row.summary, into: &detail)
    detail.integer(RollupDetail.checksum(detail.bytes, detail.count, key, seed))
    guard detail.count < RollupPage.detailLimit else { throw .size }
    if pageRows == 0 {
      index.append(key)
      pageBase = detailLength
    }
    add(row, key, detail.count)
    ready.raw(detail.bytes)
    detailLength += detail.count
    samples += UInt64(row.summary.samples)
    rows += 1
    last = key
    if pageRows == RollupPage.capacity { endPage() }
  }

  /// The bytes that are ready to be written, which are then forgotten here.
  package mutating func drain() -> [UInt8] {
    defer { ready.removeAll() }
    return ready.bytes
  }

  /// Ends the file.
  ///
  /// - Returns: All bytes that were not taken out yet, in parts: the table of 10,000 checks' hours alone
  ///   has 10 MiB, of which no copies are made.
  package consuming func finish() -> [[UInt8]] {
    if pageRows > 0 { endPage() }
    let footer = RollupFooter(
      header: header,
      rows: rows,
      detailLength: detailLength,
      samples: samples
    )
    return [ready.bytes, table.bytes, index.encoded(header), footer.encoded()]
  }

  private func key(of row: RollupRow) throws(RollupRefusal) -> RollupKey {
    let offset = (row.period.start - header.interval.start).nanoseconds
    guard (0..<TimeAmount.days(1).nanoseconds).contains(offset) else { throw .period }
    let hour = UInt8(offset / TimeAmount.hours(1).nanoseconds)
    let key = RollupKey(series: row.series, hour: header.tier == .hours ? hour : 0)
    guard row.period == header.period(ofHour: key.hour) else { throw .period }
    return key
  }

  private mutating func add(_ row: RollupRow, _ key: RollupKey, _ length: Int) {
    let (summary, time) = (row.summary, row.summary.time)
    page.integer(key.series.number)
    page.integer(
      UInt32(length) << 8 | UInt32(key.hour) | (row.isUneventful ? 1 << 5 : 0)
    )
    for number in [
      summary.up, summary.degraded, summary.down, summary.void, time.elapsed, time.low,
      time.estimate, time.high, time.unknown,
    ] {
      page.integer(UInt32(number))
    }
    pageRows += 1
  }

  private mutating func endPage() {
    var sink = ByteSink()
    sink.integer(UInt64(pageBase))
    sink.integer(UInt32((rows - 1) / RollupPage.capacity))
    sink.integer(UInt32(pageRows))
    sink.raw(page.bytes)
    sink.zeros(RollupPage.length - 4 - sink.count)
    var checksum = seed
    checksum.add(sink.bytes)
    sink.integer(checksum.value)
    table.raw(sink.bytes)
    page.removeAll()
    pageRows = 0
  }
}

extension RollupDetail {
  /// The checksum behind a detail's first `count` bytes: that of the file's seed, the row's key and
  /// the bytes, so that no row's detail is taken for another's.
  static func checksum(
    _ bytes: [UInt8],
    _ count: Int,
    _ key: RollupKey,
    _ seed: CRC32C
  ) -> UInt32 {
    var sink = ByteSink()
    sink.integer(key.series.number)
    sink.byte(key.hour)
    var checksum = seed
    checksum.add(sink.bytes)
    checksum.add(bytes, 0..<count)
    return checksum.value
  }
}
