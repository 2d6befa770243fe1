import Chronology
import Execution
import Posix
import Proving
import Sampling
import Storage
import StoreFormat
import StoreTestKit
import Testing

@testable import Archive

extension DayMerge {
  /// Does all that is left, and says how it ended.
  func run(_ limit: Int = 7, publish: (Seal) -> Bool) throws(ArchiveError) -> Progress {
    while true {
      let progress = try goOn(limit, publish: publish)
      if progress != .more { return progress }
    }
  }
}

/// A day is merged some series at a time, so that nobody has to wait for all of them.
@Suite(.timeLimit(.minutes(30))) struct DayMergeStepsTests {
  private static let checks = 5

  /// A day of five checks, sealed by hours and not merged yet.
  private func day(
    hours: Int = 24
  ) async throws -> (record: RandomRecord, spans: [LogSpan]) {
    let record = try await RandomRecord(
      seed: 5,
      from: RollupKeeperTests.start,
      checks: (1...Int64(Self.checks)).map { .seconds(60 * $0) },
      isLate: false
    )
    for _ in 0..<hours { try await record.writeHour() }
    try await record.finish()
    #expect(await (try RollupKeeperTests.archivist(record, SealWitness())).finish())
    return (record, try ArchiveListing(record.disk).segments)
  }

  private func merge(
    _ record: RandomRecord,
    _ spans: [LogSpan],
    on disk: FaultyDisk
  ) throws -> DayMerge {
    try DayMerge(
      of: spans,
      definitions: record.definitions,
      sealed: try DayMerge.roots(of: spans, try ArchiveListing(disk), on: disk),
      store: record.store.recovery.store,
      on: disk
    )
  }

  @Test func `merged step by step it is the same, and there is nothing before the last`()
    async throws
  {
    let (record, spans) = try await day()
    let name = "samples/\(LogSpan(spans[0].first, through: spans[spans.count - 1].last).text).seg"
    let whole = FaultyDisk(record.disk.files)
    var expected: Seal?
    let atOnce = try merge(record, spans, on: whole)
    let end = try atOnce.run(.max) { seal in
      expected = seal
      return true
    }
    #expect(end == .published && whole.files[name] != nil)
    let disk = FaultyDisk(record.disk.files)
    let merge = try merge(record, spans, on: disk)
    var steps = 1
    var seals: [Seal] = []
    while try merge.goOn(
      1,
      publish: {
        seals.append($0); return true
      }
    ) == .more {
      #expect(disk.files[name] == nil && seals.isEmpty, "step \(steps)")
      steps += 1
    }
    #expect(steps > 2 * Self.checks, "series are written, and blocks are read again")
    #expect(seals == [try #require(expected)])
    #expect(disk.files[name] == whole.files[name])
    #expect(!disk.files.keys.contains { $0.contains(".tmp-") })
  }

  @Test func `what is given up, or can't be recorded, leaves nothing behind`() async throws {
    let (record, spans) = try await day()
    for count in [0, 1, Self.checks + 1, Self.checks + 3] {
      let disk = FaultyDisk(record.disk.files)
      let merge = try merge(record, spans, on: disk)
      for _ in 0..<count { #expect(try merge.goOn(1) { _ in true } == .more) }
      #expect(disk.files.count == record.disk.files.count + 1, "after \(count) steps")
      merge.discard()
      #expect(disk.files == record.disk.files)
    }
    let disk = FaultyDisk(record.disk.files)
    #expect(try merge(record, spans, on: disk).run { _ in false } == .refused)
    #expect(disk.files == record.disk.files)
  }

  @Test func `a block that is not what was written is found before it is published`() async throws {
    let (record, spans) = try await day()
    let disk = FaultyDisk(record.disk.files)
    let merge = try merge(record, spans, on: disk)
    for _ in 0...Self.checks { _ = try merge.goOn(1) { _ in true } }
    let name = try #require(disk.files.keys.first { $0.contains(".tmp-") })
    disk.state.withLock { $0.files[name]?[40] ^= 1 }
    #expect(throws: ArchiveError.self) { _ = try merge.run { _ in true } }
    #expect(disk.files == record.disk.files)
  }

  @Test func `a stop in the middle of a merge gives it up, and the next start does it`()
    async throws
  {
    let (record, _) = try await day(hours: 26)
    let names = Set(record.disk.files.keys)
    let last = try archivist(of: record.store, record)
    // The first step follows behind what is asked now.
    last.look()
    #expect(await last.finish())
    #expect(Set(record.disk.files.keys) == names, "nothing is left of it, and nothing is gone")
    let store = try Store(
      on: record.disk,
      clock: record.clock.storeClock,
      observer: Witness().observer
    )
    let next = try archivist(of: store, record)
    await next.sealEnded()
    #expect(try ArchiveListing(record.disk).segments.first?.text.contains("-") == true)
    await store.close()
    #expect(await next.finish())
  }

  private func archivist(of store: Store, _ record: RandomRecord) throws -> Archivist {
    try Archivist(
      of: store.recovery.store,
      on: record.disk,
      signer: nil,
      now: { [clock = record.clock] in clock.now },
      observer: Archivist.Observer(
        record: { records in
          store.append(records)
          return on(store) { $0.flush() }
        },
        told: { if case .failure(let error) = $0 { Issue.record("\(error)") } }
      )
    )
  }
}
