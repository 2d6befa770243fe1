import Chronology
import Execution
import Posix
import Rollups
import Sampling
import Storage
import StoreFormat
import StoreTestKit
import Testing
import Upkeep

@testable import Archive

/// What an archivist deletes, and that it is on record before.
@Suite(.timeLimit(.minutes(30))) struct ExpiryTests {
  private let disk = FaultyDisk()
  private let clock = TestClock()
  private let recorded = Lock<[Record]>([])
  private let sizes = Lock<[SizeWatch.Change]>([])

  private var expired: [Record] {
    recorded.withLock { $0 }.filter { record in
      switch record {
      case .expired, .expiredRollup: true
      default: false
      }
    }
  }

  private func archivist(
    _ store: Store,
    _ retention: Retention,
    records: Bool = true
  ) throws -> Archivist {
    try Archivist(
      of: store.recovery.store,
      on: disk,
      signer: nil,
      retention: retention,
      now: { [clock] in clock.now },
      observer: Archivist.Observer(
        record: { [recorded] added in
          guard records else { return false }
          recorded.withLock { $0 += added }
          store.append(added)
          return on(store) { $0.flush() }
        },
        told: { outcome in
          if case .failure(let error) = outcome { Issue.record("\(error)") }
        },
        sized: { [sizes] change, _ in sizes.withLock { $0.append(change) } }
      )
    )
  }

  /// A store with samples in each of some hours, sealed; nothing of it is merged by day yet.
  private func write(hours: Int) async throws -> Store {
    let store = try Store(on: disk, clock: clock.storeClock, observer: Witness().observer)
    _ = try await store.define([definition])
    for hour in 0..<hours {
      store.append(samples(hour * 10..<hour * 10 + 10))
      await store.flush()
      clock.advance(.hours(1))
    }
    store.append([.sent("something in the newest file")])
    await store.flush()
    await (try archivist(store, Retention())).sealEnded()
    recorded.withLock { $0 = [] }
    return store
  }

  /// A rollup file of a day, without rows.
  private func addRollup(_ tier: RollupTier, _ day: String, of store: Store) throws {
    let date = try #require(CivilDate(day))
    let bytes = try RollupFile.encoded(
      RollupFileHeader(
        store: store.recovery.store,
        tier: tier,
        day: UInt32(date.daysSinceEpoch),
        asOf: 1
      ),
      []
    )
    let folder = tier == .hours ? "hours" : "days"
    disk.state.withLock { $0.files["\(folder)/\(day).roll"] = bytes }
  }

  private var segments: [String] {
    disk.files.keys.filter { $0.hasPrefix("samples/") }.sorted()
  }

  @Test func `each tier goes by its own age, and an entry says so before`() async throws {
    let store = try await write(hours: 4)
    // Midnight and four hours: the day before ended four hours ago.
    for day in ["2026-03-12", "2026-03-13"] {
      try addRollup(.hours, day, of: store)
      try addRollup(.days, day, of: store)
    }
    disk.state.withLock { $0.files["hours/notes.txt"] = [1] }
    let retention = Retention(samples: .hours(2), hours: .hours(28), days: .days(3))
    await (try archivist(store, retention)).sealEnded()
    let numbers = expired.compactMap { record -> UInt64? in
      if case .expired(let file) = record { file.number } else { nil }
    }
    #expect(numbers == [1, 2, 3])
    let day = UInt32(clamping: floorDivide(midnight.seconds, 86_400) - 2)
    #expect(expired.last == .expiredRollup(ExpiredRollup(tier: .hours, day: day)))
    #expect(expired.count == 4)
    let left = disk.files.keys.sorted()
    #expect(left.filter { $0.hasPrefix("hours/") } == ["hours/2026-03-13.roll", "hours/notes.txt"])
    #expect(left.filter { $0.hasPrefix("days/") }.count == 2)
    #expect(try ArchiveListing(disk).segments.first == LogSpan(4))
    let steps = disk.state.withLock { $0.steps }
    let removal = steps.firstIndex {
      if case .remove(let name) = $0 { name.hasSuffix(".seg") } else { false }
    }
    let commit = steps.lastIndex {
      if case .synchronizeFile(let name) = $0 { name.hasSuffix(".log") } else { false }
    }
    #expect(try #require(commit) < #require(removal), "on record before it goes")
  }

  @Test func `what can't be put on record stays`() async throws {
    let store = try await write(hours: 3)
    let before = segments
    await (try archivist(store, Retention(samples: .hours(1)), records: false)).sealEnded()
    #expect(segments == before)
  }

  @Test func `a store that is too large keeps its samples, and says so once`() async throws {
    let store = try await write(hours: 4)
    let before = segments
    let archivist = try archivist(store, Retention(samples: .days(400), sizeLimit: 1))
    for _ in 0..<3 { await archivist.sealEnded() }
    #expect(segments == before)
    #expect(sizes.withLock { $0 } == [.exceeded])
    let roomy = try self.archivist(store, Retention(sizeLimit: 1 << 30))
    await roomy.sealEnded()
    #expect(sizes.withLock { $0 } == [.exceeded], "one that fits is nothing to tell")
  }

  @Test func `the size is that of all files`() throws {
    disk.state.withLock {
      $0.files = ["./STORE": [1, 2], "log/x": [1], "samples/y": [1, 2, 3], "days/z": [1]]
    }
    #expect(try StoreSize.bytes(on: disk) == 7)
  }
}
