import Chronology
import Execution
import Posix
import Sampling
import Storage
import StoreFormat
import StoreTestKit
import Testing

@testable import Archive

/// A sealed store whose newest file of the log is lost: nothing else tells which numbers were given.
@Suite(.timeLimit(.minutes(30))) struct LostLogTests {
  private let disk = FaultyDisk()
  private let clock = TestClock()

  private func open(_ disk: FaultyDisk? = nil) throws -> Store {
    try Store(
      on: disk ?? self.disk,
      clock: clock.storeClock,
      sealed: .ledger,
      observer: Witness().observer
    )
  }

  private func seal(_ store: Store) async throws {
    let archivist = try Archivist(
      of: store.recovery.store,
      on: disk,
      signer: nil,
      now: { midnight },
      observer: Archivist.Observer(record: { _ in true }, told: { _ in })
    )
    #expect(await archivist.finish())
  }

  private func check(_ name: String) -> CheckDefinition {
    CheckDefinition(
      id: checkID(name),
      method: "tcp",
      target: "127.0.0.1:22",
      interval: .seconds(10),
      timeout: .seconds(2),
      confirmation: Confirmation(),
      rules: ""
    )
  }

  /// A store of three hours, of two checks, stopped and sealed.
  private func write() async throws -> (last: UInt64, stopped: Instant) {
    let store = try open()
    _ = try await store.define([check("front"), check("back")])
    await store.setVantage("paris-1")
    for hour in 0..<3 {
      store.append(samples(hour * 10..<hour * 10 + 10))
      await store.flush()
      clock.advance(.hours(1))
    }
    let stopped = clock.now
    store.append([.stopped(stopped)])
    await store.close()
    try await seal(store)
    return (try await lastSealed(), stopped)
  }

  private func lastSealed() async throws -> UInt64 {
    try LedgerEnd(of: try ArchiveListing(disk), on: disk).lastCommit
  }

  private func lose(_ how: String) {
    disk.state.withLock { state in
      for name in state.files.keys.filter({ $0.hasSuffix(".log") }) {
        if how == "missing" { state.files[name] = nil } else { state.files[name]?[100] ^= 1 }
      }
    }
  }

  @Test(arguments: ["missing", "damaged"])
  func `commits, series and time go on behind the ledger`(_ how: String) async throws {
    let (last, stopped) = try await write()
    lose(how)
    clock.advance(.hours(5))
    let store = try open()
    let found = store.recovery
    #expect(found.isFromLedger)
    #expect(found.lastCommit == last && found.lastTime == stopped)
    #expect(found.silentSince == stopped, "nobody has measured since, which is a gap")
    #expect(found.vantage == "paris-1")
    #expect(found.damages.allSatisfy { $0.firstCommit > last && $0.interval.start >= stopped })
    // The checks are others now: none gets a number that samples are sealed under.
    #expect(try await store.define([check("other"), check("back")]).map(\.number) == [2, 1])
    store.append(samples(30..<40))
    await store.flush()
    #expect(store.currentStatus.lastCommit > last)
    await store.close()
    try await seal(store)
    var reader = try RecordReader(disk)
    let (records, _) = try gather { try reader.next() }
    #expect(Set(records.compactMap(\.sample)) == Set(samples(0..<40).compactMap(\.sample)))
    let again = try open()
    #expect(!again.recovery.isFromLedger)
    #expect(again.recovery.definitions.count == 3, "\(again.recovery.definitions)")
  }

  @Test func `who can't read the ledger refuses such a store, and gives no number twice`()
    async throws
  {
    _ = try await write()
    lose("missing")
    let files = disk.files
    #expect(throws: StoreError.unreadable(file: "log/0000000000000004.log")) {
      _ = try Store(on: disk, clock: clock.storeClock, observer: Witness().observer)
    }
    let damaged = FaultyDisk(files)
    damaged.state.withLock { $0.files["ledger/0000000000000002.led"]?[100] ^= 1 }
    #expect(throws: StoreError.unreadable(file: "ledger/0000000000000002.led")) {
      _ = try open(damaged)
    }
    let nameless = FaultyDisk(files)
    nameless.state.withLock { $0.files["./STORE"] = nil }
    #expect(throws: StoreError.unreadable(file: "STORE")) { _ = try open(nameless) }
  }
}
