import Chronology
import Execution
import Rollups
import Storage
import StoreFormat
import StoreTestKit
import Testing

@testable import Archive

/// What is said of rollups that are gone after the samples of their days are.
@Suite(.timeLimit(.minutes(30))) struct LostRollupTests {
  private let day = UInt32(RollupKeeperTests.start.day)

  /// A store of some days that was stopped, of which the oldest segment has expired; so have both
  /// rollups of the first day if so wished.
  private func write(expiringRollups: Bool = false) async throws -> (
    RandomRecord, [String: [UInt8]]
  ) {
    let record = try await RandomRecord(
      seed: 11,
      from: RollupKeeperTests.start,
      checks: [.seconds(300), .seconds(450)],
      trouble: 30,
      isLate: false
    )
    let archivist = try RollupKeeperTests.archivist(record, SealWitness())
    for _ in 0..<52 {
      try await record.writeHour()
      await archivist.sealEnded()
    }
    let oldest = try #require(try ArchiveListing(record.disk).segments.first)
    record.store.append(
      (oldest.first...oldest.last).map { number in
        .expired(ExpiredFile(number: number, interval: .day(Int64(day))))
      }
    )
    if expiringRollups {
      record.store.append(
        [Seal.Tier.hours, .day].map { .expiredRollup(ExpiredRollup(tier: $0, day: day)) }
      )
    }
    try await record.finish()
    #expect(await archivist.finish())
    var files = record.disk.files
    #expect(files.removeValue(forKey: "samples/\(oldest.text).seg") != nil)
    return (record, files)
  }

  private var names: [String] { ["hours", "days"].map { "\($0)/\(RollupName.file(day))" } }

  private func findings(
    _ record: RandomRecord,
    _ files: [String: [UInt8]]
  ) throws -> [Verification.Finding] {
    try StoreVerifier.run(on: FaultyDisk(files), of: record.store.recovery.store).findings
      .filter { $0.kind != .unproved }
  }

  private func damages(_ files: [String: [UInt8]]) throws -> [Damage] {
    var reader = try HistoryReader(FaultyDisk(files))
    var found: [Damage] = []
    while let item = try reader.next() {
      if case .item(.damage(let damage)) = item { found.append(damage) }
    }
    return found
  }

  @Test func `a rollup is missed once no samples are left to make it again`() async throws {
    let (record, files) = try await write()
    #expect(try findings(record, files) == [])
    #expect(try damages(files) == [])
    for name in names {
      var without = files
      #expect(without.removeValue(forKey: name) != nil)
      let found = try findings(record, without)
      #expect(found.map(\.kind) == [.missing], "\(name): \(found)")
      #expect(found.first?.text.contains(name) == true)
      let damages = try damages(without)
      #expect(damages.count == 1 && damages.first?.isSealed == true, "\(name): \(damages)")
      let whole = Interval.day(Int64(day))
      let isDay = name.hasPrefix("days/")
      #expect(damages.first?.interval == (isDay ? whole : Interval(whole.start, whole.start)))
    }
    var without = files
    for name in names { without[name] = nil }
    #expect(try findings(record, without).count == 2)
    #expect(try damages(without).map(\.interval) == [.day(Int64(day))], "told as one")
  }

  @Test func `no rollup that has expired is missed`() async throws {
    let (record, files) = try await write(expiringRollups: true)
    var without = files
    for name in names { #expect(without.removeValue(forKey: name) != nil) }
    #expect(try findings(record, without) == [])
    #expect(try damages(without) == [])
    // That it has is said by a file of the log that is not sealed yet.
    let ledger = try #require(try ArchiveListing(record.disk).ledgers.last)
    without["ledger/\(ledger.text).led"] = nil
    #expect(try damages(without) == [])
    #expect(try findings(record, without).filter { $0.text.contains(".roll") } == [])
  }

  @Test func `one that was sealed again after it expired is missed`() {
    var rollups = StandingRollups()
    let key = SealBook.RollupKey(tier: .day, day: Int64(day))
    let seal = Record.sealed(
      Seal(
        tier: .day,
        files: 1...1,
        commits: 1...1,
        interval: .day(Int64(day)),
        samples: 0,
        leaves: 0,
        root: .zero,
        file: .zero
      )
    )
    rollups.take(seal)
    #expect(rollups.sealed == [key] && rollups.expired == [])
    rollups.take(.expiredRollup(ExpiredRollup(tier: .day, day: day)))
    #expect(rollups.sealed == [] && rollups.expired == [key])
    rollups.take(seal)
    #expect(rollups.sealed == [key] && rollups.expired == [])
  }
}
