import Chronology
import Judging
import Sampling
import StoreFormat
import TestKit
import Testing

@testable import Rollups

/// Reads as few bytes as it takes, and counts them.
private struct SparseReader {
  let file: [UInt8]
  private(set) var reads: [Range<Int>] = []

  init(_ file: [UInt8]) { self.file = file }

  mutating func read(_ range: Range<Int>) -> [UInt8] {
    reads.append(range)
    return Array(file[range])
  }

  /// The rows of one series: the footer and the index, then a page and a detail each.
  mutating func rows(of series: SeriesID) throws -> [RollupRow] {
    let end = file.count - RollupFooter.length..<file.count
    let footer = try RollupFooter(decoding: read(end), fileLength: file.count)
    let index = try RollupIndex(decoding: read(footer.indexRange), of: footer)
    var found: [RollupRow] = []
    for number in index.pages(of: series) {
      let page = try RollupPage(
        decoding: read(footer.range(ofPage: number)),
        number: number,
        of: footer
      )
      var row = page.firstRow(from: RollupKey(series: series))
      while row < page.count, page.key(row).series == series {
        let entry = try page.entry(row)
        found.append(try RollupRow(entry, detail: read(entry.detail), of: footer.header))
        row += 1
      }
    }
    return found
  }
}

@Suite struct RollupReadingTests {
  /// Rows of many series, made from a few.
  static func rows(_ tier: RollupTier, series count: UInt32) -> [RollupRow] {
    let builder = RollupBuilderTests.story(8).builder()
    let rows = tier == .hours ? builder.hourRows() : builder.dayRows()
    let one = rows.filter { $0.series == rows[0].series }
    return (0..<count).flatMap { number in
      one.map { row in
        var summary = row.summary
        summary.time.high = min(summary.time.high, summary.time.estimate + Int64(number))
        return RollupRow(
          series: SeriesID(number: 3 * number + 1),
          period: row.period,
          summary: summary,
          detail: row.detail
        )
      }
    }
  }

  @Test func `one check's day takes one page and one detail`() throws {
    let rows = Self.rows(.days, series: 300)
    let bytes = try RollupFile.encoded(fileHeader(.days), rows)
    for row in rows {
      var reader = SparseReader(bytes)
      #expect(try reader.rows(of: row.series) == [row])
      #expect(reader.reads.count == 4)
      #expect(reader.reads.map(\.count).prefix(3) == [108, 4 * 8 + 4, 4_096])
    }
    for absent in [0, 2, 899, 5_000] as [UInt32] {
      var reader = SparseReader(bytes)
      #expect(try reader.rows(of: SeriesID(number: absent)).isEmpty)
      #expect(reader.reads.count <= 3)
    }
  }

  @Test func `a check's hours are found across pages`() throws {
    let rows = Self.rows(.hours, series: 40)
    let bytes = try RollupFile.encoded(fileHeader(), rows)
    for number in [0, 1, 3, 7, 20, 39] as [UInt32] {
      var reader = SparseReader(bytes)
      let series = SeriesID(number: 3 * number + 1)
      #expect(try reader.rows(of: series) == rows.filter { $0.series == series })
    }
  }

  @Test func `the availability of every check takes the table alone`() throws {
    let rows = Self.rows(.hours, series: 60)
    let bytes = try RollupFile.encoded(fileHeader(), rows)
    let footer = try RollupFooter(decoding: bytes, fileLength: bytes.count)
    let table = Array(bytes[footer.tableRange])
    var sums: [SeriesID: TimeTally] = [:]
    for number in 0..<footer.pages {
      let page = try RollupPage(
        decoding: table,
        at: number * RollupPage.length,
        number: number,
        of: footer
      )
      for row in 0..<page.count {
        let time = try page.summary(row).time
        sums[page.key(row).series, default: TimeTally(elapsed: 0)].merge(time)
      }
    }
    for (series, days) in Dictionary(grouping: rows, by: \.series) {
      let day = try #require(RollupRow.merged(days, over: footer.header.interval))
      #expect(sums[series] == day.summary.time)
    }
    #expect(footer.samples == rows.reduce(0) { $0 + UInt64($1.summary.samples) })
  }

  @Test func `a summary that cannot be is refused`() throws {
    var row = try #require(ExampleRows.eventful)
    row.summary.time.low = row.summary.time.estimate + 1
    let bytes = try RollupFile.encoded(fileHeader(), [row])
    let footer = try RollupFooter(decoding: bytes, fileLength: bytes.count)
    let page = try RollupPage(
      decoding: bytes,
      at: footer.range(ofPage: 0).lowerBound,
      number: 0,
      of: footer
    )
    #expect(throws: FormatError.malformed("row's time")) { _ = try page.summary(0) }
    #expect(throws: FormatError.malformed("row's time")) { _ = try RollupFile(decoding: bytes) }
  }
}
