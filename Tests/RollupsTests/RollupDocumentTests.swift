import Chronology
import Judging
import Sampling
import StoreFormat
import TestKit
import Testing

@testable import Rollups

/// Holds docs/formats/rollup.md and the golden file against the code.
@Suite struct RollupDocumentTests {
  static func file() throws -> [UInt8] {
    try RollupFile.encoded(fileHeader(), [try #require(ExampleRows.eventful)])
  }

  @Test(arguments: ["header", "detail", "page", "index", "footer"])
  func `the worked example is what the code writes`(_ part: String) throws {
    let bytes = try Self.file()
    let footer = try RollupFooter(decoding: bytes, fileLength: bytes.count)
    let ranges = [
      "header": 0..<RollupFileHeader.length,
      "detail": footer.detailRange,
      // Up to the zeros and the checksum at the end.
      "page": footer.range(ofPage: 0).prefix(60),
      "index": footer.indexRange,
      "footer": footer.indexRange.upperBound..<bytes.count,
    ]
    let example = dump(Array(bytes[try #require(ranges[part])]))
    let document = try RepositoryFile.text("docs/formats/rollup.md")
    #expect(document.contains(example), "the example of the \(part) should be:\n\(example)")
  }

  @Test func `the page's checksum stands in the document`() throws {
    let bytes = try Self.file()
    let footer = try RollupFooter(decoding: bytes, fileLength: bytes.count)
    let checksum = bytes[footer.range(ofPage: 0)].suffix(4).map { hexadecimal(Int($0), 2) }
    let document = try RepositoryFile.text("docs/formats/rollup.md")
    #expect(document.contains("`\(checksum.joined(separator: " "))`"), "\(checksum)")
  }

  @Test func `every bound of the table stands in the document`() throws {
    let document = try RepositoryFile.text("docs/formats/rollup.md")
    let digits = HistogramBounds.mantissas.map { String($0, radix: 16) }
    for start in stride(from: 0, to: 64, by: 4) {
      let line = digits[start..<start + 4].joined(separator: " ")
      #expect(document.contains("\n\(line)\n"), "\(line)")
    }
  }

  /// The file of an earlier version, in hexadecimal; later versions must read it for ever.
  @Test(arguments: [("hours-1", RollupTier.hours), ("days-1", .days)])
  func `a file of version 1 is read, and written again byte for byte`(
    _ name: String,
    _ tier: RollupTier
  ) throws {
    let builder = ExampleRows.builder
    let rows = tier == .hours ? builder.hourRows() : builder.dayRows()
    TestFile.expectGolden(
      "Rollups/\(name).hex",
      dump(try RollupFile.encoded(fileHeader(tier), rows))
    )
    let bytes = try Self.golden("Rollups/\(name).hex")
    let file = try RollupFile(decoding: bytes)
    #expect(file.rows == rows && file.header == fileHeader(tier))
  }

  static func golden(_ name: String) throws -> [UInt8] {
    let text = try RepositoryFile.text("Tests/Goldens/\(name)")
    return try text.split(separator: "\n").flatMap { line in
      try line.dropFirst(6).split(separator: " ").map { try #require(UInt8($0, radix: 16)) }
    }
  }

  @Test func `the example's rows say what happened`() throws {
    let rows = ExampleRows.builder.hourRows()
    let hours = rows.map { ($0.period.start - ExampleRows.origin).wholeSeconds / 3_600 }
    #expect(hours == [7, 8, 9, 10, 11, 12])
    #expect(rows.map(\.isUneventful) == [true, true, false, true, true, true])
    #expect(rows.map(\.summary.samples) == [2, 60, 60, 20, 20, 2])
    #expect(rows[2].summary.time.low == 60_000 && rows[2].summary.time.estimate == 120_000)
    #expect(rows[2].longestDown == .seconds(120))
    #expect(rows[3].detail.unknown[.daemonStopped] == rows[3].summary.time.unknown)
    let day = try #require(ExampleRows.builder.dayRows().first)
    #expect(!day.isUneventful && day.summary.samples == 164 && day.detail.breaks == 5)
  }
}
