import Chronology
import Judging
import Sampling
import StoreFormat
import TestKit
import Testing

@testable import Rollups

/// Bytes that no writer wrote, under right checksums.
@Suite struct RollupFuzzTests {
  /// Computes every checksum of a file anew, as far as its footer can be read.
  static func resealed(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    func seal(_ range: Range<Int>, _ seed: CRC32C = CRC32C()) {
      var checksum = seed
      checksum.add(bytes, range.lowerBound..<range.upperBound - 4)
      var sink = ByteSink()
      sink.integer(checksum.value)
      bytes.replaceSubrange(range.upperBound - 4..<range.upperBound, with: sink.bytes)
    }
    seal(0..<RollupFileHeader.length)
    seal(bytes.count - RollupFooter.length..<bytes.count)
    guard let footer = try? RollupFooter(decoding: bytes, fileLength: bytes.count) else {
      return bytes
    }
    let seed = footer.header.seed
    seal(footer.indexRange, seed)
    for page in 0..<footer.pages { seal(footer.range(ofPage: page), seed) }
    for number in 0..<footer.pages {
      let offset = footer.range(ofPage: number).lowerBound
      let page = try? RollupPage(decoding: bytes, at: offset, number: number, of: footer)
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
    return bytes
  }

  @Test func `bytes with right checksums are refused or read, never trapped on`() throws {
    let rows = RollupFileTests.rows(2, checks: 3)
    var original = try RollupFile.encoded(fileHeader(), rows.prefix(40))
    #expect(Self.resealed(original) == original)
    var taken = 0
    for seed in [7, UInt64.random(in: .min ... .max)] {
      var random = SplitMix64(seed: seed)
      for round in 0..<700 {
        var bytes = original
        for _ in 0...random.next() % 3 {
          let index = Int(random.next() % UInt64(bytes.count))
          bytes[index] =
            random.next() % 2 == 0
            ? UInt8(truncatingIfNeeded: random.next())
            : bytes[index] ^ (1 << UInt8(random.next() % 8))
        }
        guard let file = try? RollupFile(decoding: Self.resealed(bytes)) else { continue }
        taken += 1
        // What is read can be merged, judged and written again.
        let merged = Dictionary(grouping: file.rows, by: \.series).values
          .compactMap { RollupRow.merged($0, over: file.header.interval) }
          .sorted { $0.series < $1.series }
        let header = fileHeader(.days)
        // More samples than a file's row can count are refused.
        if file.header.day == header.day { _ = try? RollupFile.encoded(header, merged) }
        var judge = Judge(agreements: [])
        for series in [3, 9] as [UInt32] {
          judge.define(SeriesID(number: series), RandomCheck.definition(60))
        }
        for row in file.rows { if let run = row.run { _ = judge.take(run) } }
        if round % 100 == 99 {
          original = try RollupFile.encoded(fileHeader(), rows.prefix(round / 9))
        }
      }
    }
    #expect(taken > 0, "some changes make another file")
  }

  @Test func `random details are refused or read as the writer would write them`() throws {
    let rows = RollupFileTests.rows(2, checks: 2).filter { $0.summary.samples > 0 }
    for seed in [9, UInt64.random(in: .min ... .max)] {
      var random = SplitMix64(seed: seed)
      for _ in 0..<6_000 {
        let row = rows[Int(random.next() % UInt64(rows.count))]
        var sink = ByteSink()
        row.detail.encode(row.period, row.summary, into: &sink)
        var bytes = sink.bytes
        for _ in 0...random.next() % 2 {
          bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next())
        }
        var cursor = ByteCursor(bytes)
        guard let read = try? RollupDetail(decoding: &cursor, row.period, row.summary) else {
          continue
        }
        var again = ByteSink()
        read.encode(row.period, row.summary, into: &again)
        #expect(again.bytes == bytes, "seed \(seed)")
      }
    }
  }
}
