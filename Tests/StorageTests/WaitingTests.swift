import Chronology
import Posix
import Sampling
import StoreFormat
import StoreTestKit
import Testing
import Upkeep

@testable import Storage

/// What a store tells while its disk takes nothing.
@Suite(.timeLimit(.minutes(30))) struct WaitingTests {
  let disk = FaultyDisk()
  let clock = TestClock()
  let witness = Witness(recordsDisk: true)

  private func open(_ settings: StoreSettings = StoreSettings()) throws -> Store {
    try Store(on: disk, settings, clock: clock.storeClock, observer: witness.observer)
  }

  private func states(_ names: String...) -> [Record] { names.map { .sent("disk/\($0)") } }

  @Test(arguments: [nil, Errno.inputOutput] as [Errno?])
  func `what waits is told once, in order, and again when it is durable`(error: Errno?) async throws
  {
    let store = try open()
    store.append(samples(0..<10))
    await store.flush()
    #expect(witness.waiting.isEmpty && witness.settlings == 0)
    disk.state.withLock { state in
      if error == nil { state.capacity = 0 } else { state.synchronizeError = error }
    }
    store.append(samples(10..<20))
    #expect(await store.flush() == false)
    store.append(samples(20..<25) + [.sent("an event")])
    #expect(await store.flush() == false)
    #expect(await store.flush() == false)
    let name = error == nil ? "exhausted" : "failed"
    let told =
      samples(10..<20) + states(name) + samples(20..<25) + [.sent("an event")]
    #expect(witness.waiting == told)
    #expect(witness.records == samples(0..<10), "nothing is called durable that isn't")
    #expect(witness.settlings == 0)
    disk.state.withLock { state in
      state.capacity = .max
      state.synchronizeError = nil
    }
    store.append(samples(25..<30))
    #expect(await store.flush())
    #expect(witness.settlings == 1)
    #expect(witness.waiting == told, "what is durable at once never waits")
    let recorded = try readAll(disk).records
    #expect(recorded.compactMap(\.sample) == (0..<30).map(sample))
    #expect(witness.records == recorded)
    await store.flush()
    #expect(witness.settlings == 1)
    #expect(try readAll(disk).records.suffix(1) == states("ok"))
    #expect(witness.disks.map(\.description) == [name, "ok"])
  }

  @Test func `what memory gives up was told, and its loss is told when it is known`() async throws {
    var settings = StoreSettings()
    settings.pendingLimit = 20
    let store = try open(settings)
    disk.state.withLock { $0.capacity = 0 }
    store.append(samples(0..<5))
    await store.flush()
    for start in stride(from: 5, to: 65, by: 10) {
      store.append(samples(start..<start + 10))
      await store.flush()
    }
    #expect(witness.waiting.compactMap(\.sample) == (0..<65).map(sample))
    disk.state.withLock { $0.capacity = .max }
    #expect(await store.flush())
    let losses = try readAll(disk).records.compactMap(\.loss)
    #expect(losses.map(\.count) == [40])
    #expect(store.currentStatus.disk == .ok)
  }

  @Test func `a disk with little room is low, and one without room for the reserve uses it up`()
    async throws
  {
    var settings = StoreSettings()
    settings.fileLimit = 1 << 20
    settings.reserveCount = 2
    settings.steadyInterval = .milliseconds(5)
    let store = try open(settings)
    store.append(samples(0..<5))
    await store.flush()
    #expect(store.currentStatus.disk == .ok)
    disk.state.withLock { $0.capacity = 0 }
    // The spares can't be filled; the file that is begun has room, or is one of them.
    while !witness.disks.contains(.exhausted), !witness.disks.contains(.reserve) {
      store.append(samples(5..<6))
      await store.flush()
    }
    disk.state.withLock { $0.capacity = .max }
    while store.currentStatus.disk != .ok {
      store.append(samples(6..<7))
      await store.flush()
    }
    #expect(witness.disks.last == .ok)
    await store.close()
  }

  @Test func `free space below the limit is low, in the status too`() async throws {
    disk.state.withLock { $0.capacity = 100 << 20 }
    let store = try open()
    store.append(samples(0..<5))
    await store.flush()
    let status = store.currentStatus
    #expect(status.disk == .low)
    #expect(status.free.map { $0 <= 100 << 20 } == true)
    #expect(status.leastFree == DiskLadder.leastSpace)
    #expect(witness.disks == [.low])
    await store.close()
  }
}
