import Chronology
import Dispatch
import Posix
import Sampling
import StoreFormat
import StoreTestKit
import Testing

@testable import Storage

@Suite(.timeLimit(.minutes(30))) struct DiskFaultTests {
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
    while witness.records.count < 200 { await Task.yield() }
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

  /// Hands records over while a synchronization hangs, and lets it go on.
  private func whileHanging(_ store: Store, _ body: () -> Void) async {
    let (reached, goOn) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    disk.state.withLock { $0.hang = (reached, goOn) }
    store.append(samples(0..<1), urgent: true)
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        reached.wait()
        continuation.resume()
      }
    }
    body()
    goOn.signal()
    await store.flush()
  }

  @Test func `while a sync hangs the oldest samples are given up, and never an event`() async throws
  {
    var settings = StoreSettings()
    settings.pendingLimit = 100
    let store = try open(settings)
    let event = Record.sent("event/of/a/change")
    await whileHanging(store) {
      store.append(samples(1..<301))
      store.append([event])
      #expect(store.currentStatus.lost == 200, "told while the disk hangs")
      #expect(store.currentStatus.pending == 102)
    }
    let records = try readAll(disk).records
    #expect(records.compactMap(\.sample) == [sample(0)] + (201..<301).map(sample))
    #expect(records.contains(event))
    #expect(records.compactMap(\.loss).map(\.count) == [200])
    #expect(records.contains(.sent("loss/lost/200")), "and what says it is beside it")
    #expect(store.currentStatus.pending == 0)
  }

  @Test func `a loss without a sample is on record and told, too`() async throws {
    var settings = StoreSettings()
    settings.pendingRestLimit = 16
    let store = try open(settings)
    await whileHanging(store) {
      store.append((0..<20).map { .sent("event/\($0)") })
    }
    let losses = try readAll(disk).records.compactMap(\.loss)
    let instant = Interval(midnight, midnight + .milliseconds(1))
    #expect(losses == [Loss(cause: .lost, interval: instant, count: 4)])
    #expect(store.currentStatus.lost == 4)
    #expect(witness.records.contains(.sent("loss/lost/4")))
  }
}
