import Chronology
import Execution
import Posix
import Sampling
import Storage
import StoreFormat
import StoreTestKit
import Testing

@testable import Archive

@Suite(.timeLimit(.minutes(30))) struct DayMergeTests {
  private let disk = FaultyDisk()
  private let clock = TestClock()

  private func archivist(_ store: Store) throws -> Archivist {
    try Archivist.recording(into: store, on: disk, clock) { outcome in
      if case .failure(let error) = outcome { Issue.record("\(error)") }
    }
  }

  private func read() throws -> [SeriesID: [Sample]] {
    var reader = try RecordReader(disk)
    var found: [Sample] = []
    while let item = try reader.next() {
      switch item {
      case .group(let group): found += group.records.compactMap(\.sample)
      case .samples(let samples): found += samples
      case .damage(let damage): Issue.record("\(damage)")
      }
    }
    return Dictionary(grouping: found, by: \.series)
  }

  /// Two days and some hours, sealed every hour.
  private func write() async throws -> Store {
    let store = try Store(on: disk, clock: clock.storeClock, observer: Witness().observer)
    _ = try await store.define([definition])
    let archivist = try archivist(store)
    for hour in 0..<52 {
      store.append(samples(hour * 10..<hour * 10 + 10))
      await store.flush()
      clock.advance(.hours(1))
      await archivist.sealEnded()
    }
    return store
  }

  @Test func `a day that is over is one segment, and says the same`() async throws {
    let store = try await write()
    let spans = try ArchiveListing(disk).segments
    #expect(spans.prefix(2) == [LogSpan(1, through: 24), LogSpan(25, through: 48)])
    #expect(spans.count == 2 + 3, "the last hour is not sealed yet")
    #expect(disk.files.keys.filter { $0.hasPrefix("samples/") }.count == spans.count)
    let expected = Dictionary(grouping: (0..<520).map(sample), by: \.series)
    #expect(try read() == expected)
    await store.close()
    let last = try archivist(store)
    #expect(await last.finish())
    let result = try StoreVerifier.run(on: disk, of: store.recovery.store)
    #expect(result.samples == 520)
    #expect(result.findings.map(\.kind) == [.unproved], "only signed it is not: \(result)")
  }

  @Test func `a crash at any step of a merge loses nothing`() async throws {
    let store = try Store(on: disk, clock: clock.storeClock, observer: Witness().observer)
    let archivist = try archivist(store)
    for hour in 0..<24 {
      store.append(samples(hour * 5..<hour * 5 + 5))
      await store.flush()
      clock.advance(.hours(1))
    }
    await archivist.sealEnded()
    for hour in 24..<26 {
      store.append(samples(hour * 5..<hour * 5 + 5))
      await store.flush()
      clock.advance(.hours(1))
    }
    let start = disk.state.withLock { $0.steps.count }
    await archivist.sealEnded()
    let steps = disk.state.withLock { $0.steps }
    #expect(try ArchiveListing(disk).segments.first == LogSpan(1, through: 24))
    let expected = Dictionary(grouping: (0..<130).map(sample), by: \.series)
    for count in start...steps.count {
      let crashed = FaultyDisk(CrashStates.files(after: steps[..<count]))
      var reader = try RecordReader(crashed)
      var found: [Sample] = []
      while let item = try reader.next() {
        switch item {
        case .group(let group): found += group.records.compactMap(\.sample)
        case .samples(let samples): found += samples
        case .damage(let damage): Issue.record("step \(count): \(damage)")
        }
      }
      #expect(Dictionary(grouping: found, by: \.series) == expected, "step \(count)")
    }
  }

  @Test(arguments: [0, 1, 5, 12])
  func `who has listed a day's hours before they were merged reads them from the day`(
    _ itemsBefore: Int
  ) async throws {
    let store = try Store(on: disk, clock: clock.storeClock, observer: Witness().observer)
    let archivist = try archivist(store)
    for hour in 0..<24 {
      store.append(samples(hour * 5..<hour * 5 + 5))
      await store.flush()
      clock.advance(.hours(1))
      await archivist.sealEnded()
    }
    var reader = try RecordReader(disk)
    var items: [StoreItem] = []
    for _ in 0..<itemsBefore { if let item = try reader.next() { items.append(item) } }
    for hour in 24..<26 {
      store.append(samples(hour * 5..<hour * 5 + 5))
      await store.flush()
      clock.advance(.hours(1))
    }
    await archivist.sealEnded()
    #expect(try ArchiveListing(disk).segments.first == LogSpan(1, through: 24))
    while let item = try reader.next() { items.append(item) }
    var found: [Sample] = []
    for item in items {
      switch item {
      case .group(let group): found += group.records.compactMap(\.sample)
      case .samples(let samples): found += samples
      case .damage(let damage): Issue.record("\(damage)")
      }
    }
    let expected = Dictionary(grouping: (0..<130).map(sample), by: \.series)
    #expect(Dictionary(grouping: found, by: \.series) == expected)
  }
}
