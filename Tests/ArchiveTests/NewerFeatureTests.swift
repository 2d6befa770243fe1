import Chronology
import Posix
import Proving
import Rollups
import Storage
import StoreFormat
import StoreTestKit
import Testing

@testable import Archive

/// What this version does with what a later one may have written.
@Suite(.timeLimit(.minutes(30))) struct NewerFeatureTests {
  private let disk = FaultyDisk()
  private let clock = TestClock()

  /// A store with some records between which one is of a kind that a later version writes.
  private func write(_ unknown: [Record] = []) async throws -> [UInt8] {
    let store = try Store(on: disk, clock: clock.storeClock, observer: Witness().observer)
    _ = try await store.define([definition])
    store.append(samples(0..<20))
    store.append(unknown)
    store.append([.sent("after")])
    await store.flush()
    await store.close()
    return store.recovery.store
  }

  /// Makes a feature known that readers may pass over and writers may not.
  private func mark(_ name: String, at offset: Int, header length: Int) throws {
    try disk.state.withLock { state in
      var bytes = try #require(state.files[name])
      bytes[offset] = 1
      var sink = ByteSink()
      sink.integer(CRC32C.of(Array(bytes[..<(length - 4)])))
      bytes.replaceSubrange(length - 4..<length, with: sink.bytes)
      state.files[name] = bytes
    }
  }

  private func open() throws -> Store {
    try Store(on: disk, clock: clock.storeClock, observer: Witness().observer)
  }

  @Test func `a record that may be passed over is sealed as it is`() async throws {
    let unknown = UnknownRecord(kind: 201, body: [UInt8](0..<200))
    let store = try await write([.unknown(unknown)])
    var sealer = try Sealer(of: store, on: disk, signer: nil)
    #expect(try sealer.seal(1) != nil)
    disk.state.withLock { $0.files["log/\(LogName.file(1))"] = nil }
    var hasher = LibraryHasher(try LibraryDigest())
    let (ledger, _) = try LedgerEnd.read(LogSpan(1), on: disk, using: &hasher)
    let kinds = ledger.entries.map(\.kind)
    let place = try #require(kinds.firstIndex(of: 201))
    #expect(ledger.entries[place].recordBytes == [201, 200, 1] + unknown.body)
    #expect(try ledger.entries[place + 1].record() == .sent("after"), "in its place")
    // Readers pass over it.
    var reader = try RecordReader(disk)
    var found = 0
    while let item = try reader.next() {
      if case .samples(let samples) = item { found += samples.count }
      if case .damage(let damage) = item { Issue.record("\(damage)") }
    }
    #expect(found == 20)
  }

  @Test func `a log that only a later version may write is refused`() async throws {
    let store = try await write()
    let name = "log/\(LogName.file(1))"
    try mark(name, at: 20, header: LogFileHeader.length)
    let before = disk.files
    #expect(throws: StoreError.readOnlyFormat(file: name)) { try open() }
    #expect(disk.files == before, "nothing was changed")
    var sealer = try Sealer(of: store, on: disk, signer: nil)
    #expect(throws: ArchiveError.store(.readOnlyFormat(file: name))) { try sealer.seal(1) }
    #expect(disk.files == before)
    var reader = try RecordReader(disk)
    var found = 0
    while let item = try reader.next() {
      if case .group(let group) = item { found += group.records.compactMap(\.sample).count }
    }
    #expect(found == 20, "it is read all the same")
  }

  @Test func `a ledger on which only a later version may go is refused`() async throws {
    let store = try await write()
    var sealer = try Sealer(of: store, on: disk, signer: nil)
    #expect(try sealer.seal(1) != nil)
    let name = "ledger/\(LogSpan(1).text).led"
    // The footer repeats the header's checksum.
    try mark(name, at: 20, header: 108)
    try disk.state.withLock { state in
      var bytes = try #require(state.files[name])
      bytes.replaceSubrange(bytes.count - 8..<bytes.count - 4, with: bytes[104..<108])
      var sink = ByteSink()
      sink.integer(CRC32C.of(Array(bytes.suffix(64).dropLast(4))))
      bytes.replaceSubrange(bytes.count - 4..<bytes.count, with: sink.bytes)
      state.files[name] = bytes
    }
    let before = disk.files
    let refusal = ArchiveError.store(.readOnlyFormat(file: name))
    #expect(throws: refusal) { _ = try Sealer(of: store, on: disk, signer: nil) }
    #expect(disk.files == before)
    var reader = try RecordReader(disk)
    var found = 0
    while let item = try reader.next() {
      if case .samples(let samples) = item { found += samples.count }
      if case .damage(let damage) = item { Issue.record("\(damage)") }
    }
    #expect(found == 20, "it is read all the same")
  }

  @Test func `a rollup with features that would be lost is not made again`() async throws {
    let record = try await RandomRecord(
      seed: 3,
      from: RollupKeeperTests.start,
      checks: [.seconds(600)],
      isLate: false
    )
    let archivist = try RollupKeeperTests.archivist(record, SealWitness())
    for _ in 0..<30 {
      try await record.writeHour()
      await archivist.sealEnded()
    }
    let day = UInt32(RollupKeeperTests.start.day)
    let name = "days/\(RollupName.file(day))"
    let hours = "hours/\(RollupName.file(day))"
    record.disk.state.withLock { state in
      state.files[hours] = nil
      guard var bytes = state.files[name] else { return }
      let start = bytes.count - RollupFooter.length
      bytes[start + 16] = 1
      var sink = ByteSink()
      sink.integer(CRC32C.of(Array(bytes[start..<bytes.count - 4])))
      bytes.replaceSubrange(bytes.count - 4..<bytes.count, with: sink.bytes)
      state.files[name] = bytes
    }
    let marked = try #require(record.disk.files[name])
    let next = try RollupKeeperTests.archivist(record, SealWitness())
    for _ in 0..<3 {
      try await record.writeHour()
      await next.sealEnded()
    }
    #expect(record.disk.files[name] == marked)
    #expect(record.disk.files[hours] == nil)
    try await record.finish()
  }
}
