import Chronology
import Crypto
import Posix
import Proving
import Sampling
import SegmentFormat
import Storage
import StoreFormat
import StoreTestKit
import Testing

@testable import Archive

@Suite(.timeLimit(.minutes(30))) struct SealerTests {
  let disk = FaultyDisk()
  let clock = TestClock()

  /// A store of four hours: a hundred samples each, and other records between them.
  private func write(hours: Int = 4) async throws -> [UInt8] {
    let store = try Store(on: disk, clock: clock.storeClock, observer: Witness().observer)
    _ = try await store.define([definition])
    for hour in 0..<hours {
      store.append(samples(hour * 100..<hour * 100 + 60))
      store.append([
        .gap(
          Gap(
            series: nil,
            interval: Interval(clock.now, clock.now + .seconds(1)),
            slots: 1,
            cause: .late
          )
        )
      ])
      await store.flush()
      store.append(samples(hour * 100 + 60..<hour * 100 + 100))
      await store.flush()
      clock.advance(.hours(1))
    }
    await store.close()
    return store.recovery.store
  }

  private func signer(_ store: [UInt8]) throws -> CheckpointSigner {
    try CheckpointSigner(
      try SigningKey(seed: [UInt8](1...32)),
      origin: CheckpointSigner.origin(of: store)
    )
  }

  private func sealAll(_ store: [UInt8]) throws -> [Seal] {
    var sealer = try Sealer(of: store, on: disk, signer: try signer(store))
    return try ArchiveListing(disk).logs.compactMap { try sealer.seal($0)?.seal }
  }

  private func archived(_ disk: FaultyDisk) throws -> (samples: [Sample], records: [Record]) {
    let listing = try ArchiveListing(disk)
    var found: [Sample] = []
    for span in listing.segments {
      let file = try SegmentFile(span, on: disk)
      for position in file.reader.index.entries.indices { found += try file.samples(position) }
    }
    var records: [Record] = []
    var hasher = LibraryHasher(try LibraryDigest())
    for span in listing.ledgers {
      let (ledger, _) = try LedgerEnd.read("\(span.text).led", on: disk, using: &hasher)
      records += try ledger.entries.compactMap { try $0.record() }
    }
    return (found, records)
  }

  @Test(arguments: [true, false])
  func `what a process before it has left unsigned is signed`(_ wasSigned: Bool) async throws {
    let store = try await write()
    var sealer = try Sealer(of: store, on: disk, signer: try signer(store))
    let logs = try ArchiveListing(disk).logs
    var checkpoint: [UInt8]?
    for number in logs {
      _ = try sealer.seal(number)
      if wasSigned, number == logs.first { checkpoint = disk.files["./checkpoint"] }
    }
    // As if it had been killed before it signed anything, or anything more.
    let left = FaultyDisk(disk.files.filter { $0.key != "./checkpoint" })
    if let checkpoint { left.state.withLock { $0.files["./checkpoint"] = checkpoint } }
    #expect(try !StoreVerifier.run(on: left, of: store).isProved)
    var next = try Sealer(of: store, on: left, signer: try signer(store))
    try next.settle()
    #expect(left.files["./checkpoint"] == disk.files["./checkpoint"])
    #expect(try StoreVerifier.run(on: left, of: store).isProved)
  }

  @Test func `what was in the log is in segments and the ledger, and nothing else`() async throws {
    let store = try await write()
    let before = try readAll(disk).records
    let seals = try sealAll(store)
    #expect(seals.map(\.samples) == [100, 100, 100, 100, 0])
    let (found, records) = try archived(disk)
    let expected = before.compactMap(\.sample)
    #expect(found.sorted { $0.due < $1.due } == expected)
    let others = records.filter { record in
      switch record {
      case .sealed, .key: false
      default: true
      }
    }
    #expect(others == before.filter { $0.sample == nil })
    #expect(records.filter { if case .key = $0 { true } else { false } }.count == 1)
  }

  @Test func `the checkpoint is of the whole ledger and signed`() async throws {
    let store = try await write()
    _ = try sealAll(store)
    let listing = try ArchiveListing(disk)
    #expect(listing.logs.isEmpty && listing.leftovers.count == 4)
    let end = try LedgerEnd(of: listing, on: disk)
    let bytes = try ArchiveError.readingAll(Sealer.checkpoint, in: .root, on: disk)
    let note = try SignedNote(bytes)
    let checkpoint = try Checkpoint(note.text)
    #expect(checkpoint.size == end.tree.size && checkpoint.root == end.root)
    #expect(try KeyFile.read(disk) == [try signer(store).verifier])
  }

  @Test func `sealing again gives the same bytes`() async throws {
    let store = try await write()
    let log = disk.files
    _ = try sealAll(store)
    let once = disk.files
    let again = FaultyDisk(log)
    var sealer = try Sealer(of: store, on: again, signer: try signer(store))
    for number in try ArchiveListing(again).logs { _ = try sealer.seal(number) }
    #expect(again.files == once)
  }

  @Test func `many series are sealed in parts, and come back`() async throws {
    let store = try Store(on: disk, clock: clock.storeClock, observer: Witness().observer)
    let checks = (0..<50).map { number in
      CheckDefinition(
        id: checkID("check-\(number)"),
        method: "tcp",
        target: "127.0.0.1:\(number)",
        interval: .seconds(10),
        timeout: .seconds(2),
        confirmation: Confirmation(),
        rules: ""
      )
    }
    _ = try await store.define(checks)
    var expected: [Sample] = []
    for number in 0..<9_000 {
      var one = sample(number)
      one.series = SeriesID(number: number < 8_500 ? 7 : UInt32(number % 50))
      expected.append(one)
    }
    store.append(expected.map { .sample($0) })
    await store.close()
    let seals = try sealAll(store.recovery.store)
    // More than 8,192 of one series are two blocks.
    #expect(seals.map(\.leaves) == [51])
    let (found, _) = try archived(disk)
    #expect(Set(found) == Set(expected) && found.count == expected.count)
    #expect(found.filter { $0.series.number == 7 } == expected.filter { $0.series.number == 7 })
  }

  @Test func `batches hold few samples, but a series whole`() {
    var digest = LogDigest()
    let records = [3, 1, 2, 2, 2, 9, 1].map { (number: UInt32) -> Record in
      var one = sample(0)
      one.series = SeriesID(number: number)
      return Record.sample(one)
    }
    digest.take(.group(CommitGroup(sequence: 1, time: midnight, records: records)))
    #expect(digest.batches(limit: 3) == [1...1, 2...2, 3...9])
    #expect(digest.batches(limit: 100) == [1...9])
    #expect(digest.batches(limit: 1) == [1...1, 2...2, 3...3, 9...9])
  }

  @Test func `another key than the one that signed is refused, and nothing is lost`() async throws {
    let store = try await write()
    var sealer = try Sealer(of: store, on: disk, signer: try signer(store))
    let logs = try ArchiveListing(disk).logs
    _ = try sealer.seal(logs[0])
    let other = try CheckpointSigner(
      try SigningKey(seed: [UInt8](2...33)),
      origin: CheckpointSigner.origin(of: store)
    )
    var foreign = try Sealer(of: store, on: disk, signer: other)
    #expect(throws: ArchiveError.self) { _ = try foreign.seal(logs[1]) }
    #expect(try ArchiveListing(disk).logs == Array(logs.dropFirst()))
  }

  @Test func `a definition that a crash took back before it was on record comes into the ledger`()
    async throws
  {
    let witness = Witness()
    let first = try Store(on: disk, clock: clock.storeClock, observer: witness.observer)
    _ = try await first.define([definition])
    first.append(samples(0..<400))
    // A file is begun, and there is no room for what was to come into it.
    disk.state.withLock { $0.capacity = 2 * LogFileHeader.length }
    await first.flush()
    #expect(witness.records.isEmpty && disk.logNames().count == 1)
    disk.state.withLock { $0.capacity = .max }
    let store = try Store(on: disk, clock: clock.storeClock, observer: witness.observer)
    let series = try await store.define([definition])[0]
    var own = sample(0)
    own.series = series
    store.append([.sample(own)])
    await store.close()
    _ = try sealAll(store.recovery.store)
    let (_, records) = try archived(disk)
    #expect(records.contains(.series(series, definition)))
  }

  @Test func `a crash before the file of keys makes nobody announce the key twice`() async throws {
    let store = try await write()
    let logs = try ArchiveListing(disk).logs
    var sealer = try Sealer(of: store, on: disk, signer: try signer(store))
    _ = try sealer.seal(logs[0])
    try disk.remove(KeyFile.name, in: .root)
    try disk.remove(Sealer.checkpoint, in: .root)
    var next = try Sealer(of: store, on: disk, signer: try signer(store))
    _ = try next.seal(logs[1])
    let (_, records) = try archived(disk)
    #expect(records.filter { if case .key = $0 { true } else { false } }.count == 1)
    #expect(try KeyFile.read(disk) == [try signer(store).verifier])
  }
}
