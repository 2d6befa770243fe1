import Chronology
import Crypto
import Execution
import Posix
import Sampling
import Storage
import StoreFormat
import StoreTestKit
import TestKit
import Testing

@testable import Archive

/// Where the record goes on is said by what is signed of it, not by the header of a log file alone.
@Suite(.timeLimit(.minutes(30))) struct ForgedHeaderTests {
  private let disk = FaultyDisk()
  private let clock = TestClock()

  private func open() throws -> Store {
    try Store(on: disk, clock: clock.storeClock, sealed: .ledger, observer: Witness().observer)
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

  private func seal(_ store: [UInt8]) async throws {
    let archivist = try Archivist.signing(store, on: disk)
    #expect(await archivist.finish())
  }

  /// Records and seals an hour of three checks; answers the number of its file.
  private func write(_ records: Range<Int>) async throws -> Int {
    let store = try open()
    _ = try await store.define([check("a"), check("b"), check("c")])
    store.append(samples(records))
    await store.flush()
    clock.advance(.hours(1))
    await store.close()
    try await seal(store.recovery.store)
    let newest = try #require(disk.logNames().last)
    return try #require(Int(newest.dropFirst(4).prefix(16), radix: 16))
  }

  @Test func `no series number is given twice, whatever the newest header says`() async throws {
    let number = try await write(0..<20)
    var forgery = try LogForgery(number, on: disk)
    forgery.header.nextSeries = 0
    forgery.groups = forgery.groups.filter { !$0.flags.contains(.repetition) }
    forgery.place(on: disk)
    let found = try StoreVerifier.run(on: disk, of: try disk.identity()).findings
    #expect(found.map(\.kind) == [.damaged], "\(found)")
    let store = try open()
    #expect(store.recovery.nextSeries == 3)
    #expect(try await store.define([check("fresh")]).map(\.number) == [3])
  }

  @Test(arguments: ["created", "commit", "series"], [false, true])
  func `a header that can't be true is damage, and the record goes on where it was`(
    _ what: String,
    isSealed: Bool
  ) async throws {
    _ = try await write(0..<20)
    let number = try await write(20..<40)
    let end = try LedgerEnd(of: try ArchiveListing(disk), on: disk)
    var forgery = try LogForgery(number, on: disk)
    if !isSealed { forgery = forgery.successor() }
    switch what {
    case "created": forgery.header.created = Instant(seconds: 2_000_000_000)
    case "commit": forgery.header.firstCommit = UInt64(Int64.max)
    default: forgery.header.nextSeries = .max
    }
    forgery.place(on: disk)
    let id = try disk.identity()
    let found = try StoreVerifier.run(on: disk, of: id).findings
    // Which numbers were given and not used nothing tells; nor does it what time it is.
    let isTold = what == "commit" || what == "created" && isSealed
    #expect(found.contains { $0.kind == .damaged } == isTold, "\(found)")
    #expect(isSealed || found.contains { $0.kind == .unproved }, "\(found)")
    let store = try open()
    let recovery = store.recovery
    #expect(recovery.lastCommit == end.lastCommit && recovery.lastTime == end.lastTime)
    #expect(recovery.nextSeries == 3)
    #expect(recovery.damages.map(\.file) == (isSealed ? [] : [UInt64(number + 1)]))
    #expect(isSealed || disk.files.keys.contains { $0.hasPrefix("quarantine/") })
    _ = try await store.define([check("fresh")])
    store.append(samples(40..<60))
    await store.flush()
    await store.close()
    try await seal(id)
    let (records, damages) = try gatherAll()
    #expect(records == Set(samples(0..<60).compactMap(\.sample)))
    #expect(damages.isEmpty)
    let result = try StoreVerifier.run(on: disk, of: id)
    #expect(result.isProved, "\(result)")
    #expect(result.quarantined == (isSealed ? 0 : 1))
  }

  @Test func `a file whose number leaves none for the next is put aside`() async throws {
    let number = try await write(0..<20)
    var forgery = try LogForgery(number, on: disk).successor()
    forgery.header.number = .max
    let bytes = forgery.header.encoded()
    disk.state.withLock { $0.files["log/ffffffffffffffff.log"] = bytes }
    let store = try open()
    store.append(samples(20..<40))
    await store.flush()
    await store.close()
    try await seal(try disk.identity())
    #expect(try gatherAll().records.count == 40)
  }

  private func gatherAll() throws -> (records: Set<Sample>, damages: [Damage]) {
    var reader = try RecordReader(disk)
    let (records, damages) = try gather { try reader.next() }
    return (Set(records.compactMap(\.sample)), damages)
  }
}
