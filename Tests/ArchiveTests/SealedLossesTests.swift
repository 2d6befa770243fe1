import Chronology
import Posix
import Sampling
import Storage
import StoreFormat
import StoreTestKit
import Testing

@testable import Archive

/// What a reader says of sealed files that are gone.
@Suite(.timeLimit(.minutes(30))) struct SealedLossesTests {
  private let disk = FaultyDisk()
  private let clock = TestClock()

  /// A sealed store of five hours with ten samples each; the first hour's have expired if so wished.
  private func write(expiring: Bool = false) async throws {
    let store = try Store(on: disk, clock: clock.storeClock, observer: Witness().observer)
    _ = try await store.define([definition])
    let archivist = try Archivist(
      of: store.recovery.store,
      on: disk,
      signer: nil,
      now: { midnight },
      observer: Archivist.Observer(record: { _ in true }, told: { _ in })
    )
    for hour in 0..<5 {
      store.append(samples(hour * 10..<hour * 10 + 10))
      if expiring, hour == 3 {
        let first = try #require(try ArchiveListing(disk).segments.first)
        store.append([.expired(ExpiredFile(number: first.first, interval: hours(0, 1)))])
      }
      await store.flush()
      clock.advance(.hours(1))
      await archivist.sealEnded()
    }
    await store.close()
    #expect(await archivist.finish())
  }

  private func hours(_ first: Int64, _ last: Int64) -> Interval {
    Interval(midnight + .hours(first), midnight + .hours(last))
  }

  private func damages(without names: [String]) throws -> [Damage] {
    var files = disk.files
    for name in names { #expect(files.removeValue(forKey: name) != nil, "\(name)") }
    var reader = try HistoryReader(FaultyDisk(files))
    var found: [Damage] = []
    while let item = try reader.next() {
      if case .item(.damage(let damage)) = item { found.append(damage) }
    }
    return found
  }

  private func segments() throws -> [String] {
    try ArchiveListing(disk).segments.map { "samples/\($0.text).seg" }
  }

  @Test func `a whole record has no damage`() async throws {
    try await write()
    #expect(try damages(without: []) == [])
  }

  @Test func `the oldest segments are missed unless they have expired`() async throws {
    try await write()
    let segments = try segments()
    let oldest = try damages(without: [segments[0]])
    #expect(oldest.count == 1 && oldest[0].isSealed)
    #expect(oldest[0].interval.start == samples(0..<1).first?.sample?.start)
    #expect("\(oldest[0])".contains("samples/, ledger/, hours/ and days/"), "\(oldest[0])")
    #expect(try damages(without: Array(segments[0..<3])).count == 1, "told as one")
    #expect(try damages(without: segments).count == 1)
    #expect(try damages(without: [segments[1], segments[3]]).count == 2)
  }

  @Test func `what has expired is no damage`() async throws {
    try await write(expiring: true)
    let segments = try segments()
    #expect(try damages(without: [segments[0]]) == [])
    #expect(try damages(without: Array(segments[0..<2])).count == 1)
  }

  @Test func `a ledger file between others is missed`() async throws {
    try await write()
    let ledgers = try ArchiveListing(disk).ledgers.map { "ledger/\($0.text).led" }
    for place in 0..<ledgers.count - 1 {
      let found = try damages(without: [ledgers[place]])
      #expect(found.count == 1 && found.first?.isSealed == true, "\(ledgers[place]): \(found)")
      #expect(found.first?.file == UInt64(place + 1))
    }
  }
}
