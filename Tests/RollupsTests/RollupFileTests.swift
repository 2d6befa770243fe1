import Agreement
import Chronology
import Judging
import Sampling
import StoreFormat
import TestKit
import Testing

@testable import Rollups

@Suite struct RollupFileTests {
  /// Rows of several checks: the same story under several numbers.
  static func rows(_ seed: UInt64, checks: UInt32, _ tier: RollupTier = .hours) -> [RollupRow] {
    (0..<checks).flatMap { check in
      let builder = RollupBuilderTests.story(seed + UInt64(check)).builder()
      let rows = tier == .hours ? builder.hourRows() : builder.dayRows()
      return rows.map { row in
        RollupRow(
          series: SeriesID(number: row.series.number + 20 * check),
          period: row.period,
          summary: row.summary,
          detail: row.detail
        )
      }
    }
  }

  @Test(arguments: [0, 1, 2, 7] as [UInt32], RollupTier.allCases)
  func `a file comes back as it was`(_ checks: UInt32, _ tier: RollupTier) throws {
    let rows = Self.rows(11, checks: checks, tier)
    let bytes = try RollupFile.encoded(fileHeader(tier), rows)
    let file = try RollupFile(decoding: bytes)
    #expect(file.header == fileHeader(tier))
    #expect(file.rows == rows)
    #expect(try RollupFile.encoded(fileHeader(tier), file.rows) == bytes)
  }

  @Test func `a file written in parts is the same file`() throws {
    let rows = Self.rows(5, checks: 5)
    var writer = RollupWriter(fileHeader())
    var bytes: [UInt8] = []
    for row in rows {
      try writer.append(row)
      bytes += writer.drain()
    }
    bytes += writer.finish().joined()
    #expect(try RollupFile.encoded(fileHeader(), rows) == bytes)
  }

  @Test func `a row out of order, of another day or too large is refused`() throws {
    let rows = Self.rows(5, checks: 1)
    var writer = RollupWriter(fileHeader())
    try writer.append(rows[1])
    #expect(throws: RollupRefusal.order) { try writer.append(rows[1]) }
    #expect(throws: RollupRefusal.order) { try writer.append(rows[0]) }
    var other = RollupWriter(fileHeader(day: RandomCheck.day + 1))
    #expect(throws: RollupRefusal.period) { try other.append(rows[0]) }
    var days = RollupWriter(fileHeader(.days))
    #expect(throws: RollupRefusal.period) { try days.append(rows[0]) }
    var large = rows[2]
    large.summary.up = 1 << 32
    #expect(throws: RollupRefusal.size) { try writer.append(large) }
    large = rows[2]
    large.detail.tallies = (0...4_096).map {
      ThresholdTally(LatencyThreshold(phase: nil, microseconds: $0, failures: .bad))
    }
    #expect(throws: RollupRefusal.size) { try writer.append(large) }
    try writer.append(rows[2])
    #expect(try RollupFile(decoding: Array(writer.finish().joined())).rows == Array(rows[1...2]))
  }

  @Test(arguments: 0..<8 as Range<UInt8>) func `every single flipped bit is found`(
    _ bit: UInt8
  ) throws {
    let rows = Self.rows(3, checks: 1).prefix(2)
    let bytes = try RollupFile.encoded(fileHeader(), rows)
    for index in bytes.indices {
      var damaged = bytes
      damaged[index] ^= 1 << bit
      do throws(FormatError) {
        _ = try RollupFile(decoding: damaged)
        Issue.record("byte \(index) passed")
      } catch {
        if case .newer = error { Issue.record("byte \(index) passed for a newer version") }
      }
    }
  }

  @Test func `every truncation and every byte too many is found`() throws {
    let bytes = try RollupFile.encoded(fileHeader(), Self.rows(3, checks: 1).prefix(4))
    for length in bytes.indices {
      #expect(throws: FormatError.self, "length \(length)") {
        _ = try RollupFile(decoding: Array(bytes.prefix(length)))
      }
    }
    #expect(throws: FormatError.self) { _ = try RollupFile(decoding: bytes + [0]) }
    #expect(throws: FormatError.self) { _ = try RollupFile(decoding: [0] + bytes) }
  }

  @Test func `a page or a detail of another file or place is never taken for one of this`() throws {
    let rows = Self.rows(3, checks: 7)
    let bytes = try RollupFile.encoded(fileHeader(), rows)
    let other = try RollupFile.encoded(fileHeader(store: 0x50), rows)
    let footer = try RollupFooter(decoding: bytes, fileLength: bytes.count)
    #expect(footer.pages > 1 && bytes.count == other.count)
    let page = footer.range(ofPage: 0)
    for (from, source) in [(page, other), (footer.range(ofPage: 1), bytes)] {
      var spliced = bytes
      spliced.replaceSubrange(page, with: source[from])
      #expect(throws: FormatError.self) { _ = try RollupFile(decoding: spliced) }
    }
    #expect(throws: FormatError.malformed("page number")) {
      _ = try RollupPage(decoding: bytes, at: page.lowerBound, number: 1, of: footer)
    }
    let first = try RollupPage(decoding: bytes, at: page.lowerBound, number: 0, of: footer)
    let entries = try (0..<first.count).map { try first.entry($0) }
    #expect(throws: FormatError.checksum("detail")) {
      _ = try RollupRow(entries[0], detail: Array(other[entries[0].detail]), of: footer.header)
    }
    let twin = try #require(
      entries.dropFirst().first { $0.detail.count == entries[0].detail.count }
        ?? entries.dropFirst().first
    )
    #expect(throws: FormatError.self) {
      _ = try RollupRow(entries[0], detail: Array(bytes[twin.detail]), of: footer.header)
    }
  }

  /// Changes a byte of the header and of the footer, and makes their checksums right again.
  static func changing(_ offset: Int, _ value: UInt8, _ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    let footer = bytes.count - RollupFooter.length
    for (start, length) in [(0, RollupFileHeader.length), (footer, RollupFooter.length)] {
      bytes[start + offset] = value
      var sink = ByteSink()
      sink.integer(CRC32C.of(Array(bytes[start..<start + length - 4])))
      bytes.replaceSubrange(start + length - 4..<start + length, with: sink.bytes)
    }
    return bytes
  }

  @Test(arguments: [8, 20])
  func `another version or an unknown feature is newer, not damaged`(offset: Int) throws {
    let bytes = try RollupFile.encoded(fileHeader(), Self.rows(3, checks: 1))
    do throws(FormatError) {
      _ = try RollupFile(decoding: Self.changing(offset, 2, bytes))
      Issue.record("taken")
    } catch {
      guard case .newer = error else {
        Issue.record("\(error)")
        return
      }
    }
  }

  @Test(arguments: [10, 12, 16, 56])
  func `a newer minor version and features that a reader may pass over are read`(
    offset: Int
  ) throws {
    let rows = Self.rows(3, checks: 1)
    let bytes = try RollupFile.encoded(fileHeader(), rows)
    #expect(try RollupFile(decoding: Self.changing(offset, 2, bytes)).rows == rows)
  }
}
