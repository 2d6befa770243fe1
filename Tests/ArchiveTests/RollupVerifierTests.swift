import Chronology
import Execution
import Judging
import Posix
import Proving
import Rollups
import Sampling
import Storage
import StoreFormat
import StoreTestKit
import Testing

@testable import Archive

@Suite(.timeLimit(.minutes(30))) struct RollupVerifierTests {
  /// A store of some days that was stopped, and its record.
  private func write(
    before end: (RandomRecord) async throws -> Void = { _ in }
  ) async throws -> RandomRecord {
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
    try await end(record)
    try await record.finish()
    #expect(await archivist.finish())
    return record
  }

  private func verify(_ record: RandomRecord, _ files: [String: [UInt8]]) throws -> Verification {
    try StoreVerifier.run(on: FaultyDisk(files), of: record.store.recovery.store)
  }

  @Test func `rollups are held against their seals and the samples`() async throws {
    let record = try await write()
    let files = record.disk.files
    let whole = try verify(record, files)
    #expect(whole.rollups == 2 && whole.recomputed == 2, "\(whole)")
    #expect(whole.findings.map(\.kind) == [.unproved], "only signed it is not: \(whole)")
    #expect("\(whole)".contains("proved: rollups of 2 days, 2 of them made again from samples"))
    for (name, bytes) in files where name.hasSuffix(".roll") {
      for byte in stride(from: 0, to: bytes.count, by: 211) {
        var flipped = files
        flipped[name]?[byte] ^= 0x10
        let found = try verify(record, flipped)
        #expect(found.findings.map(\.kind) == [.damaged, .unproved], "\(name), byte \(byte)")
      }
      var without = files
      without[name] = nil
      let found = try verify(record, without)
      #expect(found.findings.map(\.kind) == [.unproved] && found.rollups == 1, "\(name) is gone")
    }
  }

  @Test func `rows that the samples do not give are found, though they are sealed`() async throws {
    let day = UInt32(RollupKeeperTests.start.day)
    let name = "days/\(RollupName.file(day))"
    let record = try await write { record in
      let file = try RollupKeeperTests.rows(.days, day, record.disk)
      var rows = file.rows
      rows[0].detail.bytes += 1
      let bytes = try RollupFile.encoded(file.header, rows)
      record.disk.state.withLock { $0.files[name] = bytes }
      var hasher = LibraryHasher(try LibraryDigest())
      let seal = Seal(
        tier: .day,
        files: 1...1,
        commits: 1...file.header.asOf,
        interval: .day(Int64(day)),
        samples: 0,
        leaves: 0,
        root: hasher.emptyRoot(),
        file: hasher.plain(bytes)
      )
      record.store.append([.sealed(seal)])
    }
    let found = try verify(record, record.disk.files)
    #expect(found.findings.map(\.kind) == [.damaged, .unproved], "\(found)")
    #expect("\(found)".contains("\(name) ("))
    #expect(found.rollups == 2 && found.recomputed == 1)
  }

  @Test func `where the samples or the ledger are damaged no rollup is blamed`() async throws {
    let record = try await write()
    let listing = try ArchiveListing(record.disk)
    let segment = "samples/\(try #require(listing.segments.first).text).seg"
    let ledger = "ledger/\(try #require(listing.ledgers.dropLast().last).text).led"
    for name in [segment, ledger] {
      var flipped = record.disk.files
      flipped[name]?[100] ^= 1
      let found = try verify(record, flipped)
      let blamed = found.findings.filter {
        $0.text.contains("remove") || $0.text.contains("removed")
      }
      #expect(blamed == [], "\(name)")
      #expect(found.findings.contains { $0.kind == .damaged && $0.text.contains(name) }, "\(found)")
      let rollups = found.findings.filter { $0.text.contains(".roll") }
      #expect(
        rollups.allSatisfy { $0.kind == .unproved && $0.text.contains("Keep it") },
        "\(found)"
      )
    }
  }

  @Test func `what samples cannot show any more is vouched for by its seal`() async throws {
    let record = try await write()
    var files = record.disk.files
    let oldest = try #require(ArchiveListing(record.disk).segments.first)
    files["samples/\(oldest.text).seg"] = nil
    let found = try verify(record, files)
    #expect(found.rollups == 2 && found.recomputed < 2, "\(found)")
    #expect(!found.findings.contains { $0.text.contains(".roll") }, "\(found)")
  }
}
