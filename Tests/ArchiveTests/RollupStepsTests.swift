import Chronology
import Judging
import Rollups
import Sampling
import Storage
import StoreFormat
import StoreTestKit
import Testing

@testable import Archive

/// A day's rollups are made some checks at a time, so that nobody has to wait for all of them.
@Suite(.timeLimit(.minutes(30))) struct RollupStepsTests {
  private static let day = UInt32(RollupKeeperTests.start.day)

  /// Two days and a half of three checks, sealed and summed up.
  private func record() async throws -> RandomRecord {
    let record = try await RandomRecord(
      seed: 11,
      from: RollupKeeperTests.start,
      checks: [.seconds(60), .seconds(90), .seconds(300)],
      isLate: false
    )
    let archivist = try RollupKeeperTests.archivist(record, SealWitness())
    for _ in 0..<60 {
      try await record.writeHour()
      await archivist.sealEnded()
    }
    return record
  }

  private func rollup(_ disk: FaultyDisk, _ store: [UInt8]) throws -> DayRollup {
    let listing = try ArchiveListing(disk)
    var book = SealBook()
    try book.read(listing, on: disk)
    var catalog = SampleCatalog(listing, book, on: disk)
    let validity = RollupTerms.validity(on: Self.day, &catalog, book.definitions)
    let terms = try #require(RollupTerms(day: Self.day, book, validity: validity))
    let maker = try RollupMaker(
      terms,
      definitions: book.definitions,
      catalog,
      listing,
      on: disk
    )
    return try DayRollup(terms, maker, store: store, on: disk)
  }

  private func thresholds(_ check: CheckID) -> [LatencyThreshold] {
    RollupKeeperTests.thresholds[check] ?? []
  }

  @Test func `made step by step it is the same, and there is nothing before the last`() async throws
  {
    let record = try await record()
    let names = [RollupTier.hours, .days].map {
      "\($0.folder.rawValue)/\(RollupName.file(Self.day))"
    }
    var files = record.disk.files
    let expected = names.map { files.removeValue(forKey: $0) }
    #expect(expected.allSatisfy { $0 != nil })
    let disk = FaultyDisk(files)
    let rollup = try rollup(disk, record.store.recovery.store)
    var steps = 1
    var seals = 0
    while true {
      let progress = try rollup.goOn(1, thresholds: thresholds) {
        seals += $0.count
        return true
      }
      if progress != .more {
        #expect(progress == .whole)
        break
      }
      #expect(names.allSatisfy { disk.files[$0] == nil } && seals == 0, "step \(steps)")
      steps += 1
    }
    #expect(steps > record.definitions.count && seals == 2)
    #expect(names.map { disk.files[$0] } == expected)
  }

  @Test func `what is given up leaves nothing behind`() async throws {
    let record = try await record()
    let disk = FaultyDisk(record.disk.files)
    let rollup = try rollup(disk, record.store.recovery.store)
    let progress = try rollup.goOn(1, thresholds: thresholds) { _ in true }
    #expect(progress == .more)
    #expect(disk.files.count == record.disk.files.count + 2)
    rollup.discard()
    #expect(disk.files == record.disk.files)
  }

  @Test func `seals that can't be recorded publish nothing`() async throws {
    let record = try await record()
    let disk = FaultyDisk(record.disk.files)
    let rollup = try rollup(disk, record.store.recovery.store)
    var progress = RollupMaker.Progress.more
    while progress == .more {
      progress = try rollup.goOn(.max, thresholds: thresholds) { _ in false }
    }
    #expect(progress == .unsettled)
    #expect(disk.files == record.disk.files)
  }
}
