import Chronology
import Exporting
import Judging
import Posix
import Rollups
import Sampling
import Storage
import StoreFormat
import StoreTestKit
import TestKit
import Testing

@testable import Archive

/// A second reader, written in another language from the pages alone, finds the same in a whole store.
@Suite(.timeLimit(.minutes(30))) struct StoreReferenceTests {
  /// What the other reader prints of a store.
  private func read(_ files: [String: [UInt8]]) throws -> [String] {
    let scratch = try Scratch()
    let folders = StoreFolder.allCases.filter { $0 != .root }.map(\.rawValue)
    for folder in folders { try Directory.make(scratch.file(folder)) }
    for (name, bytes) in files { try scratch.write(bytes, to: name) }
    let program = Command.quoted(RepositoryFile.path("Tests/Fixtures/store/read.py"))
    let read = try Command("python3 -B \(program) \(Command.quoted(scratch.path))")
    #expect(read.status == 0, "\(read.output.suffix(400))")
    for folder in folders {
      let place = try Directory(opening: scratch.file(folder))
      for name in try place.names() { try place.remove(name) }
      try Directory.remove(scratch.file(folder))
    }
    return read.output.split(separator: "\n").map(String.init)
  }

  /// The samples as an export has them, and the rows of all rollups.
  private func expected(_ disk: FaultyDisk) throws -> [String] {
    var lines: [String] = []
    var definitions: [SeriesID: CheckDefinition] = [:]
    var samples: [Sample] = []
    var reader = try RecordReader(disk)
    while let item = try reader.next() {
      switch item {
      case .group(let group):
        for record in group.records {
          if case .series(let series, let definition) = record { definitions[series] = definition }
          if case .sample(let sample) = record { samples.append(sample) }
        }
      case .samples(let found): samples += found
      case .damage(let damage): Issue.record("\(damage)")
      }
    }
    for sample in samples {
      let check = try #require(definitions[sample.series]).id
      lines.append(ExportedSample(sample, of: check).json)
    }
    for tier in RollupTier.allCases {
      for day in try RollupName.days(tier, on: disk) {
        let file = try RollupKeeperTests.rows(tier, day, disk)
        lines += file.rows.map { line($0, tier, day, file.header) }
      }
    }
    return lines
  }

  private func line(
    _ row: RollupRow,
    _ tier: RollupTier,
    _ day: UInt32,
    _ header: RollupFileHeader
  ) -> String {
    let hour = tier == .hours ? (row.period.start - header.interval.start).nanoseconds : 0
    let (sums, time) = (row.summary, row.summary.time)
    let counts = [sums.up, sums.degraded, sums.down, sums.void]
    let milliseconds = [time.elapsed, time.low, time.estimate, time.high, time.unknown]
    return "{\"rollup\":\"\(tier)\",\"day\":\"\(RollupName.file(day).dropLast(5))\","
      + "\"series\":\(row.series.number),\"hour\":\(hour / 3_600_000_000_000),"
      + "\"uneventful\":\(row.isUneventful),"
      + "\"samples\":[\(counts.map { "\($0)" }.joined(separator: ","))],"
      + "\"milliseconds\":[\(milliseconds.map { "\($0)" }.joined(separator: ","))]}"
  }

  @Test(arguments: [5, 6] as [UInt64])
  func `the pages describe a store that is written, merged, summed up and stopped`(
    _ seed: UInt64
  ) async throws {
    let record = try await RandomRecord(
      seed: seed,
      from: RollupKeeperTests.start,
      checks: [.seconds(300), .seconds(450)],
      trouble: 60
    )
    let archivist = try RollupKeeperTests.archivist(record, SealWitness())
    for hour in 0..<70 {
      try await record.writeHour()
      await archivist.sealEnded()
      // While it is written: an hour that is not sealed, then a day that is merged and summed up.
      if hour == 2 || hour == 40 {
        let now = FaultyDisk(record.disk.files)
        #expect(try read(now.files).sorted() == expected(now).sorted(), "hour \(hour)")
      }
    }
    try await record.finish()
    #expect(await archivist.finish())
    let listing = try ArchiveListing(record.disk)
    #expect(listing.segments.contains { $0.first < $0.last })
    #expect(listing.ledgers.contains { $0.first < $0.last })
    let found = try read(record.disk.files)
    #expect(found.contains { $0.hasPrefix("{\"rollup\":\"days\"") })
    #expect(try found.sorted() == expected(record.disk).sorted())
  }

  @Test func `every kind of record is passed over or read`() throws {
    let disk = FaultyDisk(try FrozenStore.files())
    #expect(try read(disk.files).sorted() == expected(disk).sorted())
  }
}
