import Chronology
import Posix
import Sampling
import StoreFormat
import Testing

@testable import Storage

@Suite(.timeLimit(.minutes(1))) struct DiskFaultTests {
  let disk = FaultyDisk()
  let clock = TestClock()
  let witness = Witness()

  private func open(_ settings: StoreSettings = StoreSettings()) throws -> Store {
    try Store(on: disk, settings, clock: clock.storeClock, observer: witness.observer)
  }

  @Test func `short writes are gone on with`() async throws {
    let store = try open()
    disk.state.withLock { $0.shortWrites = true }
    store.append(samples(0..<50))
    #expect(await store.flush())
    #expect(try readAll(disk).records == samples(0..<50))
  }

  @Test func `a failed synchronization is repeated in another file, from memory`() async throws {
    let store = try open()
    store.append(samples(0..<10))
    await store.flush()
    disk.state.withLock { $0.synchronizeError = .inputOutput }
    store.append(samples(10..<20))
    #expect(await store.flush() == false)
    #expect(store.currentStatus.condition == .failing(.inputOutput))
    #expect(witness.records == samples(0..<10))
    disk.state.withLock { $0.synchronizeError = nil }
    store.append(samples(20..<30))
    #expect(await store.flush())
    #expect(witness.conditions == [.failing(.inputOutput), .normal])
    #expect(disk.logNames().count == 2)
    let (records, damages) = try readAll(disk)
    #expect(records == samples(0..<30))
    #expect(damages.isEmpty)
    let again = try open()
    #expect(again.recovery.lastCommit == store.currentStatus.lastCommit)
    #expect(again.recovery.damages.isEmpty)
  }

  @Test func `a full disk keeps samples in memory and returns by itself`() async throws {
    var settings = StoreSettings()
    settings.steadyInterval = .milliseconds(5)
    let store = try open(settings)
    store.append(samples(0..<10))
    await store.flush()
    disk.state.withLock { $0.capacity = 700 }
    store.append(samples(10..<200))
    #expect(await store.flush() == false)
    #expect(store.currentStatus.condition == .full)
    disk.state.withLock { $0.capacity = .max }
    while store.currentStatus.condition != .normal { await Task.yield() }
    #expect(try readAll(disk).records == samples(0..<200))
    #expect(witness.records == samples(0..<200))
    await store.close()
  }

  @Test func `what memory can't hold becomes a recorded loss with its time`() async throws {
    var settings = StoreSettings()
    settings.pendingLimit = 100
    let store = try open(settings)
    disk.state.withLock { $0.capacity = 0 }
    store.append(samples(0..<10))
    await store.flush()
    for start in stride(from: 10, to: 1_010, by: 50) {
      store.append(samples(start..<start + 50))
      await store.flush()
    }
    disk.state.withLock { $0.capacity = .max }
    #expect(await store.flush())
    let (records, _) = try readAll(disk)
    let kept = records.compactMap(\.sample)
    let losses = records.compactMap(\.loss)
    #expect(losses.count == 1)
    #expect(losses.first?.cause == .lost)
    #expect(Int(losses.first?.count ?? 0) + kept.count == 1_010)
    #expect(store.currentStatus.lost == losses.first?.count)
    let missing = (0..<1_010).map(sample).filter { !kept.contains($0) }
    #expect(losses.first?.interval.start == missing.first?.due)
    #expect(losses.first?.interval.end == missing.map(\.end).max())
    #expect(kept.last == sample(1_009))
  }

  @Test func `a store that can't even begin waits for space`() async throws {
    let store = try open()
    disk.state.withLock { $0.capacity = 100 }
    store.append(samples(0..<5))
    #expect(await store.flush() == false)
    #expect(disk.logNames().isEmpty)
    disk.state.withLock { $0.capacity = .max }
    #expect(await store.flush())
    #expect(try readAll(disk).records == samples(0..<5))
  }
}
