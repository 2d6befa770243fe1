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

/// What stands in the repetition of a log file is vouched for by nobody: it adds nothing to the record.
@Suite(.timeLimit(.minutes(30))) struct ForgedRepetitionTests {
  private let disk = FaultyDisk()
  private let clock = TestClock()

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

  /// Records an hour, and seals all.
  private func write(_ records: Range<Int>) async throws -> [UInt8] {
    let store = try Store(
      on: disk,
      clock: clock.storeClock,
      sealed: .ledger,
      observer: Witness().observer
    )
    _ = try await store.define([check("a"), check("b"), check("c")])
    await store.setVantage("fra1")
    store.append(samples(records))
    await store.flush()
    clock.advance(.hours(1))
    await store.close()
    let id = store.recovery.store
    let archivist = try Archivist.signing(id, on: disk)
    #expect(await archivist.finish())
    return id
  }

  /// What is forged of the store: the newest file with more in its repetition, or a file after it.
  private func forge(_ more: [Record], inNewest: Bool) throws {
    let newest = try #require(disk.logNames().last)
    let number = try #require(Int(newest.dropFirst(4).prefix(16), radix: 16))
    var forgery = try LogForgery(number, on: disk)
    if inNewest { forgery.repeats(more) } else { forgery = forgery.successor(repeating: more) }
    forgery.place(on: disk)
  }

  private struct Told: Equatable {
    var samples: Set<Sample> = []
    var names: [SeriesID: String] = [:]
    var vantage: String?
  }

  private func told() throws -> (whole: Told, history: Told) {
    var whole = Told()
    var reader = try RecordReader(disk)
    while let item = try reader.next() { take(item, &whole) }
    var history = Told()
    var days = try HistoryReader(disk, usesRollups: false)
    while let next = try days.next() {
      if case .samples(let samples) = next { history.samples.formUnion(samples) }
      if case .item(let item) = next { take(item, &history) }
    }
    return (whole, history)
  }

  private func take(_ item: StoreItem, _ told: inout Told) {
    switch item {
    case .samples(let samples): told.samples.formUnion(samples)
    case .damage: break
    case .group(let group):
      for record in group.records {
        switch record {
        case .sample(let sample): told.samples.insert(sample)
        case .series(let series, let definition): told.names[series] = definition.id.description
        case .vantage(let name): told.vantage = name
        default: break
        }
      }
    }
  }

  private static let lies: [[Record]] = [
    samples(100..<140),
    [.expired(ExpiredFile(number: 1, interval: Interval(midnight, midnight + .seconds(1))))],
    [.stopped(midnight + .minutes(1))],
  ]

  @Test(arguments: lies, [false, true])
  func `records in a repetition are no records`(_ lie: [Record], inNewest: Bool) async throws {
    for hour in 0..<3 { _ = try await write(hour * 20..<hour * 20 + 20) }
    let honest = try told()
    #expect(honest.whole.samples.count == 60 && honest.history.samples.count == 60)
    try forge(lie, inNewest: inNewest)
    let forged = try told()
    #expect(forged.whole == honest.whole && forged.history == honest.history)
    let store = try disk.identity()
    let kinds = try StoreVerifier.run(on: disk, of: store).findings.map(\.kind)
    #expect(kinds == [inNewest ? .damaged : .unproved], "\(kinds)")
    // Whoever goes on from here signs none of it.
    _ = try await write(60..<80)
    let signed = try told()
    #expect(
      signed.whole.samples == honest.whole.samples.union(samples(60..<80).compactMap(\.sample))
    )
    #expect(try StoreVerifier.run(on: disk, of: store).isProved)
  }

  @Test(arguments: [false, true])
  func `what a series stands for, and from where was measured, says the ledger`(
    inNewest: Bool
  ) async throws {
    for hour in 0..<3 { _ = try await write(hour * 20..<hour * 20 + 20) }
    let honest = try told()
    #expect(honest.whole.names.values.sorted() == ["a", "b", "c"])
    try forge(
      [.series(SeriesID(number: 0), check("zzz")), .vantage("forged-1")],
      inNewest: inNewest
    )
    let forged = try told()
    #expect(forged.whole == honest.whole)
    #expect(forged.history == honest.history)
    let store = try disk.identity()
    let found = try StoreVerifier.run(on: disk, of: store).findings
    #expect(found.filter { $0.kind == .damaged }.count == 2, "\(found)")
    let next = try Store(
      on: disk,
      clock: clock.storeClock,
      sealed: .ledger,
      observer: Witness().observer
    )
    #expect(next.recovery.definitions[SeriesID(number: 0)] == check("a"))
    #expect(next.recovery.vantage == "fra1")
    await next.close()
    _ = try await write(60..<80)
    #expect(try StoreVerifier.run(on: disk, of: store).isProved)
  }

  @Test func `an EXPIRE in a repetition excuses no segment that is gone`() async throws {
    for hour in 0..<3 { _ = try await write(hour * 20..<hour * 20 + 20) }
    disk.state.withLock { $0.files["samples/0000000000000001.seg"] = nil }
    try forge(Self.lies[1], inNewest: false)
    let found = try StoreVerifier.run(on: disk, of: try disk.identity()).findings
    #expect(found.contains { $0.kind == .missing }, "\(found)")
    var reader = try RecordReader(disk)
    let (_, damages) = try gather { try reader.next() }
    #expect(!damages.isEmpty)
  }

  @Test func `a file that is sealed while a store is verified tells nothing of the next one`()
    async throws
  {
    let store = try Store(
      on: disk,
      clock: clock.storeClock,
      observer: StoreTestKit.Witness().observer
    )
    for hour in 0..<3 {
      store.append(samples(hour * 20..<hour * 20 + 20))
      await store.flush()
      clock.advance(.hours(1))
    }
    let names = disk.logNames()
    #expect(names.count == 3)
    let id = store.recovery.store
    #expect(try StoreVerifier.run(on: disk, of: id).findings.allSatisfy { $0.kind == .unproved })
    // The list of names is older than what is read.
    disk.state.withLock { $0.openErrors[names[0]] = .noSuchFile }
    let found = try StoreVerifier.run(on: disk, of: id).findings
    #expect(found.allSatisfy { $0.kind == .unproved }, "\(found)")
  }

  @Test func `a log file that is not sealed is named, also one without commits`() async throws {
    let store = try await write(0..<20)
    let newest = try #require(disk.logNames().last)
    let number = try #require(Int(newest.dropFirst(4).prefix(16), radix: 16))
    var empty = try LogForgery(number, on: disk).successor()
    empty.groups = []
    empty.place(on: disk)
    let found = try StoreVerifier.run(on: disk, of: store).findings
    #expect(found.map(\.kind) == [.unproved], "\(found)")
  }
}
