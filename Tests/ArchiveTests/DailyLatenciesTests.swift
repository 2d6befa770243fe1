import Chronology
import Posix
import Rollups
import Sampling
import StoreTestKit
import Testing

@testable import Archive

/// The latencies of days, as pages show them.
@Suite(.timeLimit(.minutes(20))) struct DailyLatenciesTests {
  @Test func `every settled day has the answers of its check, and no other`() async throws {
    let record = try await RandomRecord(
      seed: 3,
      from: RollupKeeperTests.start,
      checks: [.seconds(60), .seconds(45), .seconds(1_200)]
    )
    let archivist = try RollupKeeperTests.archivist(record, SealWitness())
    for _ in 0..<60 {
      try await record.writeHour()
      await archivist.sealEnded()
    }
    for _ in 0..<9 { await archivist.sealEnded() }
    let first = RollupKeeperTests.start.day
    let checks = [checkID("check-0"), checkID("check-2")]
    let found = try DailyLatencies.read(of: Set(checks), on: first...first, from: record.disk)
    #expect(Set(found.keys) == Set(checks))
    for check in checks {
      let days = try #require(found[check])
      #expect(Array(days.keys) == [first], "only the day that was asked for")
      let rows = try RollupKeeperTests.rows(.days, UInt32(first), record.disk).rows
      let own = rows.filter { record.definitions[$0.series]?.id == check }
      let expected = own.reduce(into: LatencyHistogram()) { $0.merge($1.detail.latencies.total) }
      #expect(!expected.isEmpty)
      #expect(days[first] == expected)
    }
  }

  @Test func `a file that can't be read is left out`() async throws {
    let record = try await RandomRecord(
      seed: 3,
      from: RollupKeeperTests.start,
      checks: [.seconds(60)]
    )
    let archivist = try RollupKeeperTests.archivist(record, SealWitness())
    for _ in 0..<60 {
      try await record.writeHour()
      await archivist.sealEnded()
    }
    for _ in 0..<9 { await archivist.sealEnded() }
    let first = RollupKeeperTests.start.day
    let name = "days/\(RollupName.file(UInt32(first)))"
    record.disk.state.withLock { _ = $0.files[name]?.removeLast() }
    let found = try DailyLatencies.read(
      of: [checkID("check-0")],
      on: first...(first + 2),
      from: record.disk
    )
    let days = try #require(found[checkID("check-0")])
    #expect(days[first] == nil && days[first + 1] != nil)
  }
}
