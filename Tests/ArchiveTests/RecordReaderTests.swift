import Chronology
import Execution
import Posix
import Sampling
import Storage
import StoreFormat
import StoreTestKit
import Testing
import Upkeep

@testable import Archive

@Suite(.timeLimit(.minutes(30))) struct RecordReaderTests {
  let disk = FaultyDisk()
  let clock = TestClock()

  private func archivist(_ store: Store) throws -> Archivist {
    try Archivist(
      of: store.recovery.store,
      on: disk,
      signer: nil,
      now: { midnight },
      observer: Archivist.Observer(record: { _ in true }, told: { _ in })
    )
  }

  private func open() throws -> Store {
    try Store(
      on: disk,
      clock: clock.storeClock,
      sealed: .ledger,
      observer: Witness().observer
    )
  }

  /// Everything that a reader finds, repetitions apart.
  private func read(_ reader: inout RecordReader) throws -> (records: [Record], damages: [Damage]) {
    try gather { try reader.next() }
  }

  private func read() throws -> (records: [Record], damages: [Damage]) {
    var reader = try RecordReader(disk)
    return try read(&reader)
  }

  private func writeHours(_ store: Store, _ hours: Range<Int>) async {
    for hour in hours {
      store.append(samples(hour * 10..<hour * 10 + 10))
      await store.flush()
      clock.advance(.hours(1))
    }
  }

  private func bySeries(_ records: [Record]) -> [SeriesID: [Sample]] {
    Dictionary(grouping: records.compactMap(\.sample), by: \.series)
  }

  @Test func `what is sealed and what is not are read as one`() async throws {
    let store = try open()
    _ = try await store.define([definition])
    let archivist = try archivist(store)
    await writeHours(store, 0..<5)
    await archivist.sealEnded()
    #expect(try ArchiveListing(disk).logs.count == 1)
    #expect(disk.logNames().count == 1)
    let (records, damages) = try read()
    #expect(damages.isEmpty)
    #expect(bySeries(records) == bySeries(samples(0..<50)))
    var reader = try RecordReader(disk)
    guard case .group(let first) = try reader.next() else {
      Issue.record("nothing found")
      return
    }
    #expect(first.flags == .repetition)
    #expect(first.records == [.series(SeriesID(number: 0), definition)])
  }

  @Test func `a reader goes on as the log grows and is sealed`() async throws {
    let store = try open()
    let archivist = try archivist(store)
    await writeHours(store, 0..<2)
    await archivist.sealEnded()
    var reader = try RecordReader(disk)
    var found = try read(&reader).records
    for hour in 2..<8 {
      await writeHours(store, hour..<hour + 1)
      await archivist.sealEnded()
      found += try read(&reader).records
    }
    #expect(bySeries(found) == bySeries(samples(0..<80)))
    await store.close()
    #expect(await archivist.finish())
    #expect(try read(&reader).damages.isEmpty)
    #expect(bySeries(try read().records) == bySeries(samples(0..<80)))
    #expect(reader.lastCommit == (try readerAtEnd()).lastCommit)
  }

  private func readerAtEnd() throws -> RecordReader {
    var reader = try RecordReader(disk)
    _ = try read(&reader)
    return reader
  }

  @Test(arguments: 0...8) func `what is sealed while it is read is read once`(
    _ items: Int
  ) async throws {
    let store = try open()
    let archivist = try archivist(store)
    await writeHours(store, 0..<5)
    var reader = try RecordReader(disk)
    var found: [Record] = []
    for _ in 0..<items {
      if case .group(let group) = try reader.next() { found += group.records }
    }
    await writeHours(store, 5..<7)
    await archivist.sealEnded()
    #expect(disk.logNames().count == 1)
    let (records, damages) = try read(&reader)
    #expect(damages.isEmpty)
    #expect(bySeries(found + records) == bySeries(samples(0..<70)))
  }

  @Test func `the next start goes on where a sealed store ended`() async throws {
    let store = try open()
    _ = try await store.define([definition])
    await writeHours(store, 0..<3)
    let last = store.currentStatus.lastCommit
    let archivist = try archivist(store)
    await store.close()
    #expect(await archivist.finish())
    #expect(disk.logNames().count == 1)
    let again = try open()
    #expect(again.recovery.wasClosedCleanly && again.recovery.damages.isEmpty)
    #expect(again.recovery.lastCommit == last + 1, "the clean close is a commit")
    #expect(again.recovery.definitions == [SeriesID(number: 0): definition])
    #expect(try await again.define([definition]).map(\.number) == [0])
    again.append(samples(30..<40))
    await again.close()
    let next = try self.archivist(again)
    #expect(await next.finish())
    #expect(bySeries(try read().records) == bySeries(samples(0..<40)))
  }

  @Test func `a log that somebody emptied gets no number twice`() async throws {
    let store = try open()
    _ = try await store.define([definition])
    await writeHours(store, 0..<3)
    await store.close()
    #expect(await (try archivist(store)).finish())
    let last = try LedgerEnd(of: try ArchiveListing(disk), on: disk).lastCommit
    let names = disk.logNames()
    disk.state.withLock { state in
      for name in names { state.files[name] = nil }
    }
    let again = try open()
    #expect(try await again.define([definition]).map(\.number) == [0])
    again.append(samples(30..<40))
    await again.close()
    #expect(again.currentStatus.lastCommit > last)
    #expect(disk.logNames() == ["log/0000000000000005.log"])
    #expect(await (try self.archivist(again)).finish())
    #expect(bySeries(try read().records) == bySeries(samples(0..<40)))
  }

  @Test func `a reader may begin late`() async throws {
    let store = try open()
    _ = try await store.define([definition])
    await writeHours(store, 0..<6)
    await store.close()
    #expect(await (try archivist(store)).finish())
    var reader = try RecordReader(disk, from: midnight + .hours(3) + .minutes(30))
    let (records, _) = try read(&reader)
    #expect(bySeries(records) == bySeries(samples(30..<60)))
  }

  @Test func `a damaged block is damage, and the others are read`() async throws {
    let store = try open()
    await writeHours(store, 0..<3)
    await store.close()
    #expect(await (try archivist(store)).finish())
    let name = "samples/0000000000000002.seg"
    let whole = try #require(disk.files[name])
    disk.state.withLock { $0.files[name]?[20] ^= 1 }
    let (records, damages) = try read()
    #expect(damages.count == 1)
    #expect(damages.first?.file == 2)
    let missing = samples(0..<30).compactMap(\.sample).filter {
      !records.compactMap(\.sample).contains($0)
    }
    #expect(!missing.isEmpty && Set(missing.map(\.series)).count == 1)
    let interval = try #require(damages.first?.interval)
    #expect(missing.allSatisfy { interval.contains($0.start) })
    // The whole segment gone: its seal says when it was.
    disk.state.withLock { _ = $0.files.removeValue(forKey: name) }
    #expect(try read().damages.isEmpty == false)
    disk.state.withLock { $0.files[name] = whole }
    #expect(try read().damages.isEmpty)
  }

  @Test func `segments beyond the retention are deleted, and that is recorded first`()
    async throws
  {
    let store = try open()
    let archivist = try Archivist(
      of: store.recovery.store,
      on: disk,
      signer: nil,
      retention: Retention(samples: .hours(3)),
      now: { [clock] in clock.now },
      observer: Archivist.Observer(
        record: { records in
          store.append(records)
          return on(store) { $0.flush() }
        },
        told: { _ in }
      )
    )
    for hour in 0..<8 {
      await writeHours(store, hour..<hour + 1)
      await archivist.sealEnded()
    }
    await store.close()
    #expect(await archivist.finish())
    let (records, damages) = try read()
    #expect(damages.isEmpty)
    #expect(bySeries(records) == bySeries(samples(60..<80)))
    let expired = records.compactMap { record -> UInt64? in
      if case .expired(let file) = record { file.number } else { nil }
    }
    #expect(expired == [1, 2, 3, 4, 5, 6])
    #expect(try ArchiveListing(disk).ledgers.first == LogSpan(1), "the ledger stays")
  }
}
