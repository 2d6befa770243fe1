import Chronology
import Posix
import Sampling
import StoreFormat
import StoreTestKit
import Testing

@testable import Storage

/// Every crash that the steps of a run allow: after each step, and in the middle of each write.
@Suite(.timeLimit(.minutes(20))) struct CrashTests {
  /// Runs a store and notes after which step how much was acknowledged.
  private func run() async throws -> (steps: [FaultyDisk.Step], acknowledged: [(Int, Int)]) {
    let disk = FaultyDisk()
    let clock = TestClock()
    let witness = Witness()
    var settings = StoreSettings()
    settings.fileLimit = 6_000
    let store = try Store(
      on: disk,
      settings,
      clock: clock.storeClock,
      observer: witness.observer
    )
    _ = try await store.define([definition])
    var acknowledged: [(Int, Int)] = []
    for round in 0..<6 {
      if round == 2 { disk.state.withLock { $0.synchronizeError = .inputOutput } }
      store.append(samples(round * 20..<round * 20 + 20))
      await store.flush()
      disk.state.withLock { $0.synchronizeError = nil }
      acknowledged.append((disk.state.withLock { $0.steps.count }, witness.samples.count))
    }
    await store.close()
    return (disk.state.withLock { $0.steps }, acknowledged)
  }

  @Test func `a crash at any step loses nothing acknowledged and invents nothing`() async throws {
    let (steps, acknowledged) = try await run()
    #expect(acknowledged.last?.1 == 120)
    var states = 0
    for count in 0...steps.count {
      var tears: [Int?] = [nil]
      if count > 0, case .write(_, _, let bytes) = steps[count - 1] {
        tears += stride(from: 0, to: bytes.count, by: max(1, bytes.count / 24)).map { $0 }
      }
      let promised = acknowledged.last { $0.0 <= count - 1 }?.1 ?? 0
      for tear in tears {
        states += 1
        let disk = FaultyDisk(CrashStates.files(after: steps[..<count], tear: tear))
        try check(disk, promised, "step \(count), torn at \(tear.map { "\($0)" } ?? "-")")
      }
    }
    #expect(states > 100)
  }

  @Test func `a crash that loses all that wasn't synchronized loses nothing acknowledged`()
    async throws
  {
    let (steps, acknowledged) = try await run()
    for count in 0...steps.count {
      let promised = acknowledged.last { $0.0 <= count }?.1 ?? 0
      let kept = CrashStates.durable(steps[..<count])
      try check(FaultyDisk(CrashStates.files(after: kept[...])), promised, "step \(count)")
    }
  }

  private func check(_ disk: FaultyDisk, _ promised: Int, _ place: String) throws {
    let clock = TestClock()
    let recovery = try Recovery.run(on: disk, StoreSettings(), clock.storeClock)
    #expect(recovery.damages.isEmpty, "\(place)")
    let found = try readAll(disk).records.compactMap(\.sample)
    #expect(found.count >= promised, "\(place)")
    #expect(found == (0..<found.count).map(sample), "\(place)")
    let again = try Recovery.run(on: disk, StoreSettings(), clock.storeClock)
    var same = recovery
    same.wasTorn = again.wasTorn
    #expect(same == again, "\(place)")
  }

  @Test func `a store goes on after every crash`() async throws {
    let (steps, _) = try await run()
    for count in stride(from: 3, through: steps.count, by: 3) {
      let disk = FaultyDisk(CrashStates.files(after: steps[..<count]))
      let before = try? readAll(disk).records.compactMap(\.sample)
      let witness = Witness()
      let store = try Store(on: disk, clock: TestClock().storeClock, observer: witness.observer)
      store.append(samples(900..<910))
      #expect(await store.close())
      let (records, damages) = try readAll(disk)
      #expect(damages.isEmpty)
      #expect(records.compactMap(\.sample) == (before ?? []) + (900..<910).map(sample))
    }
  }

  @Test func `what a kill left in the kernel's memory is on the disk before it is built on`()
    async throws
  {
    let disk = FaultyDisk()
    let clock = TestClock()
    let store = try Store(on: disk, clock: clock.storeClock, observer: Witness().observer)
    store.append(samples(0..<5))
    await store.flush()
    // As if it were killed between the write and the end of the synchronization.
    disk.state.withLock { $0.synchronizeError = .interrupted }
    store.append(samples(5..<10))
    await store.flush()
    disk.state.withLock { state in
      state.synchronizeError = nil
      state.steps.removeAll { if case .failSynchronization = $0 { true } else { false } }
    }
    let next = try Store(on: disk, clock: clock.storeClock, observer: Witness().observer)
    #expect(next.recovery.lastCommit == 2)
    let steps = disk.state.withLock { $0.steps }
    let kept = CrashStates.durable(steps[...])
    let found = try readAll(FaultyDisk(CrashStates.files(after: kept[...])))
    #expect(found.records.compactMap(\.sample) == (0..<10).map(sample))
  }
}
