import Chronology
import Execution
import Judging
import Posix
import Rollups
import Sampling
import Storage
import StoreFormat
import StoreTestKit
import Testing

@testable import Archive

/// Every crash that the steps of making rollups allow.
@Suite(.timeLimit(.minutes(30))) struct RollupCrashTests {
  /// What was written: the steps, and from which on the rollups are made.
  private func run() async throws -> (steps: [FaultyDisk.Step], first: Int, count: Int) {
    let record = try await RandomRecord(
      seed: 4,
      from: RollupKeeperTests.start,
      checks: [.seconds(1_200), .seconds(1_800)],
      trouble: 0
    )
    let archivist = try RollupKeeperTests.archivist(record, SealWitness())
    for _ in 0..<30 where try RollupName.days(.days, on: record.disk).isEmpty {
      try await record.writeHour()
      await archivist.sealEnded()
    }
    let steps = record.disk.state.withLock { $0.steps }
    let first = steps.firstIndex {
      if case .create(let name) = $0 { name.hasPrefix("hours/") } else { false }
    }
    return (steps, try #require(first), record.samples.count)
  }

  private func rollups(_ disk: FaultyDisk) -> [String: [UInt8]] {
    disk.files.filter { $0.key.hasSuffix(".roll") && !$0.key.contains(".tmp-") }
  }

  private func sampleCount(_ disk: FaultyDisk) throws -> Int {
    var reader = try HistoryReader(disk)
    var count = 0
    while let item = try reader.next() {
      switch item {
      case .samples(let samples): count += samples.count
      case .run(let run, _): count += Int(run.count)
      case .item(.group(let group)): count += group.records.count { $0.sample != nil }
      case .item(let item): Issue.record("\(item)")
      }
    }
    return count
  }

  /// Reads, goes on, and makes what is missing.
  private func check(
    _ disk: FaultyDisk,
    _ count: Int,
    _ expected: [String: [UInt8]],
    _ place: String
  ) async throws {
    #expect(try sampleCount(disk) == count, "\(place)")
    for (name, bytes) in rollups(disk) { #expect(expected[name] == bytes, "\(place): \(name)") }
    let clock = TestClock()
    clock.advance(RollupKeeperTests.start + .hours(29) - midnight)
    let store = try Store(on: disk, clock: clock.storeClock, observer: Witness().observer)
    let witness = SealWitness()
    let archivist = try Archivist(
      of: store.recovery.store,
      on: disk,
      signer: nil,
      thresholds: RollupKeeperTests.thresholds,
      now: { clock.now },
      observer: Archivist.Observer(
        record: { records in
          witness.take(records)
          store.append(records)
          return on(store) { $0.flush() }
        },
        told: { if case .failure(let error) = $0 { Issue.record("\(place): \(error)") } }
      )
    )
    await archivist.sealEnded()
    #expect(rollups(disk) == expected, "\(place)")
    #expect(disk.files.keys.allSatisfy { !$0.contains(".tmp-") }, "\(place)")
    #expect(try sampleCount(disk) == count, "\(place)")
    await store.close()
    #expect(await archivist.finish(), "\(place)")
    let verified = try StoreVerifier.run(on: disk, of: store.recovery.store)
    #expect(verified.findings.map(\.kind) == [.unproved], "\(place): \(verified)")
    #expect(verified.rollups == 1 && verified.recomputed == 1, "\(place)")
  }

  @Test func `a crash at any step of making rollups leaves none or whole ones`() async throws {
    let (steps, first, count) = try await run()
    let expected = rollups(FaultyDisk(CrashStates.files(after: steps[...])))
    #expect(expected.keys.sorted() == ["days/2026-03-27.roll", "hours/2026-03-27.roll"])
    var states = 0
    for end in first...steps.count {
      var tears: [Int?] = [nil]
      if case .write(_, _, let bytes) = steps[end - 1] {
        tears += [0, bytes.count / 2, max(0, bytes.count - 1)]
      }
      for tear in tears {
        states += 1
        let files = CrashStates.files(after: steps[..<end], tear: tear)
        let place = "step \(end), torn at \(tear.map { "\($0)" } ?? "-")"
        try await check(FaultyDisk(files), count, expected, place)
      }
      let kept = CrashStates.durable(steps[..<end])
      let files = CrashStates.files(after: kept[...])
      try await check(FaultyDisk(files), count, expected, "step \(end), synchronized only")
      states += 1
    }
    #expect(states > 20)
  }
}
