import Chronology
import Judging
import Posix
import Rollups
import Sampling
import Storage
import StoreFormat
import StoreTestKit
import Testing

@testable import Archive

/// Readers take only rows that the ledger vouches for.
@Suite(.timeLimit(.minutes(30))) struct RollupTrustTests {
  private static let day = UInt32(RollupKeeperTests.start.day)

  /// Two days and a half of two checks to which nothing happens, sealed and summed up.
  private func record() async throws -> RandomRecord {
    let record = try await RandomRecord(
      seed: 3,
      from: RollupKeeperTests.start,
      checks: [.seconds(300), .seconds(450)],
      trouble: 0,
      isLate: false
    )
    let archivist = try RollupKeeperTests.archivist(record, SealWitness())
    for _ in 0..<60 {
      try await record.writeHour()
      await archivist.sealEnded()
    }
    return record
  }

  /// How many rows a reader is given of a day, and how many samples.
  private func read(_ disk: FaultyDisk) throws -> (rows: Int, samples: Int) {
    var reader = try HistoryReader(disk, in: Interval.day(Int64(Self.day)))
    var found = (rows: 0, samples: 0)
    while let item = try reader.next() {
      switch item {
      case .run(let run, _) where run.first.start.day == Int64(Self.day):
        found.rows += 1
        found.samples += Int(run.count)
      case .samples(let samples):
        found.samples += samples.count { $0.start.day == Int64(Self.day) }
      default: break
      }
    }
    return found
  }

  @Test func `a row is taken while its file is the one that was sealed`() async throws {
    let record = try await record()
    let whole = try read(record.disk)
    #expect(whole.rows == 2)
    let count = record.samples.count { $0.start.day == Int64(Self.day) }
    #expect(whole.samples == count)
  }

  @Test func `sums with right checksums that nobody sealed are passed over, and samples read`()
    async throws
  {
    let record = try await record()
    var expected = try read(record.disk)
    expected.rows = 0
    let name = "days/\(RollupName.file(Self.day))"
    let file = try RollupKeeperTests.rows(.days, Self.day, record.disk)
    var rows = file.rows
    rows[0].detail.bytes += 1
    let bytes = try RollupFile.encoded(file.header, rows)
    let disk = FaultyDisk(record.disk.files)
    disk.state.withLock { $0.files[name] = bytes }
    let found = try read(disk)
    #expect(found == expected)
  }

  @Test func `the rollup of another day, sealed as it is, takes nobody's place`() async throws {
    let record = try await record()
    let disk = FaultyDisk(record.disk.files)
    for folder in ["days", "hours"] {
      let other = try #require(disk.files["\(folder)/\(RollupName.file(Self.day + 1))"])
      disk.state.withLock { $0.files["\(folder)/\(RollupName.file(Self.day))"] = other }
    }
    let found = try read(disk)
    let whole = try read(record.disk)
    #expect(found.rows == 0 && found.samples == whole.samples)
  }
}
