import Chronology
import Posix
import Sampling
import Storage
import StoreFormat
import StoreTestKit
import Testing

@testable import Archive

/// Every crash that the steps of a run allow while the log is written and sealed.
@Suite(.timeLimit(.minutes(20))) struct SealingCrashTests {
  private struct Run {
    var steps: [FaultyDisk.Step] = []
    /// After how many steps how many samples were acknowledged.
    var acknowledged: [(steps: Int, samples: Int)] = []
  }

  private static let settings: StoreSettings = {
    var settings = StoreSettings()
    settings.fileLimit = 32 << 10
    settings.reserveCount = 0
    return settings
  }()

  private func archivist(_ store: Store, on disk: FaultyDisk) throws -> Archivist {
    try Archivist(
      of: store.recovery.store,
      on: disk,
      signer: nil,
      now: { midnight },
      observer: Archivist.Observer(record: { _ in true }, told: { _ in })
    )
  }

  private func run() async throws -> Run {
    let disk = FaultyDisk()
    let clock = TestClock()
    let witness = Witness()
    let store = try Store(
      on: disk,
      SealingCrashTests.settings,
      clock: clock.storeClock,
      observer: witness.observer
    )
    let archivist = try archivist(store, on: disk)
    _ = try await store.define([definition])
    var run = Run()
    for round in 0..<8 {
      store.append(samples(round * 8..<round * 8 + 8))
      await store.flush()
      run.acknowledged.append((disk.state.withLock { $0.steps.count }, witness.samples.count))
      if round % 2 == 1 { clock.advance(.hours(1)) }
      if round % 3 == 2 { await archivist.sealEnded() }
    }
    await store.close()
    await archivist.finish()
    run.steps = disk.state.withLock { $0.steps }
    return run
  }

  private func read(_ disk: FaultyDisk) throws -> (samples: [Sample], damages: [Damage]) {
    var reader = try RecordReader(disk)
    var found: [Sample] = []
    var damages: [Damage] = []
    while let item = try reader.next() {
      switch item {
      case .group(let group): found += group.records.compactMap(\.sample)
      case .samples(let samples): found += samples
      case .damage(let damage): damages.append(damage)
      }
    }
    return (found.sorted { $0.due < $1.due }, damages)
  }

  /// Reads, goes on, seals, and reads again.
  private func check(_ disk: FaultyDisk, _ promised: Int, _ place: String) async throws {
    let (found, damages) = try read(disk)
    #expect(damages.isEmpty, "\(place)")
    #expect(found.count >= promised, "\(place)")
    #expect(found == (0..<found.count).map(sample), "\(place)")
    let store = try Store(
      on: disk,
      SealingCrashTests.settings,
      clock: TestClock().storeClock,
      observer: Witness().observer
    )
    #expect(store.recovery.damages.isEmpty, "\(place)")
    let archivist = try archivist(store, on: disk)
    await archivist.sealEnded()
    store.append(samples(900..<910))
    await store.close()
    #expect(await archivist.finish(), "\(place)")
    let (after, damaged) = try read(disk)
    #expect(damaged.isEmpty, "\(place)")
    #expect(after == found + (900..<910).map(sample), "\(place)")
    #expect(disk.files.keys.allSatisfy { !$0.contains(".tmp-") }, "\(place)")
    #expect(disk.logNames().count == 1, "\(place)")
  }

  @Test func `a crash at any step of sealing loses nothing and invents nothing`() async throws {
    let run = try await run()
    var states = 0
    for count in 1...run.steps.count {
      var tears: [Int?] = [nil]
      if case .write(_, _, let bytes) = run.steps[count - 1] {
        tears += stride(from: 0, to: bytes.count, by: max(1, bytes.count / 2)).map { $0 }
      }
      let promised = run.acknowledged.last { $0.steps <= count - 1 }?.samples ?? 0
      for tear in tears {
        states += 1
        let disk = FaultyDisk(CrashStates.files(after: run.steps[..<count], tear: tear))
        try await check(disk, promised, "step \(count), torn at \(tear.map { "\($0)" } ?? "-")")
      }
    }
    #expect(states > 200)
  }

  @Test func `a crash that loses all that wasn't synchronized loses nothing`() async throws {
    let run = try await run()
    for count in 1...run.steps.count {
      let promised = run.acknowledged.last { $0.steps <= count }?.samples ?? 0
      let kept = CrashStates.durable(run.steps[..<count])
      try await check(
        FaultyDisk(CrashStates.files(after: kept[...])),
        promised,
        "step \(count)"
      )
    }
  }
}
