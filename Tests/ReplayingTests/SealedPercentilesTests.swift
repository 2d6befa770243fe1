import Agreement
import Archive
import Chronology
import Execution
import Judging
import Posix
import Sampling
import SegmentFormat
import Storage
import StoreFormat
import StoreTestKit
import TestKit
import Testing

@testable import Replaying

/// The values of percentiles from what is sealed: by blocks as by samples.
@Suite(.timeLimit(.minutes(30))) struct SealedPercentilesTests {
  private static let start = Instant(seconds: 1_774_569_600)

  private func limit(_ phase: Phase?, _ failures: FailurePolicy) throws -> LatencyLimit {
    LatencyLimit(
      phase: phase,
      within: .milliseconds(300),
      share: try percent("95%"),
      failures: failures,
      isPercentile: true
    )
  }

  /// Values of all phases of each check, in the whole, in hours of each day, and up to some minute.
  private func values(_ checks: [CheckID], _ end: Instant) throws -> [LatencyValues] {
    let day = (0..<3 as Range<Int64>).map { day in
      let morning = Self.start + .days(day) + .hours(7)
      return Interval(morning, morning + .hours(9))
    }
    let times = [
      IntervalSet([Interval(Self.start, end)]), IntervalSet(day),
      IntervalSet([Interval(Self.start + .minutes(77), end - .hours(9))]),
    ]
    var values: [LatencyValues] = []
    for (number, time) in times.enumerated() {
      for check in checks {
        for phase in [nil, Phase.wait] {
          values.append(
            LatencyValues(
              of: try limit(phase, number == 0 ? .bad : .excluded),
              by: Responsibilities(),
              in: [check: time]
            )
          )
        }
      }
    }
    return values
  }

  /// Who has read the record once needs no ledger to read the samples again.
  private func expectOneReading(
    of record: RandomRecord,
    _ expected: [LatencyValues],
    counting stretch: Interval
  ) throws {
    let checks = Set(record.definitions.values.map(\.id))
    let index = try HistoryReader(record.disk, of: checks).index
    record.disk.state.withLock { state in
      for name in state.files.keys where name.hasPrefix("ledger/") {
        state.openErrors[name] = .noAccess
      }
    }
    var found = try values(checks.sorted { $0.description < $1.description }, record.clock.now)
    #expect(throws: StoreError.self) {
      try Replay.collect(&found, counting: stretch, of: checks, on: record.disk)
    }
    let count = try Replay.collect(
      &found,
      counting: stretch,
      of: checks,
      from: index,
      on: record.disk
    )
    #expect(found.map { $0.figure() } == expected.map { $0.figure() })
    #expect(try Replay.count(of: checks, in: stretch, from: index, on: record.disk) == count)
    record.disk.state.withLock { $0.openErrors = [:] }
  }

  @Test(arguments: [UInt64(2), 7, 12]) func `blocks and samples say the same`(
    _ seed: UInt64
  ) async throws {
    let record = try await RandomRecord(
      seed: seed,
      from: Self.start,
      checks: [.seconds(60), .seconds(45), .seconds(600)],
      trouble: 8
    )
    let (store, clock) = (record.store, record.clock)
    let archivist = try Archivist(
      of: store.recovery.store,
      on: record.disk,
      signer: nil,
      thresholds: [:],
      now: { clock.now },
      observer: Archivist.Observer(
        record: { records in
          store.append(records)
          return on(store) { $0.flush() }
        },
        told: { if case .failure(let error) = $0 { Issue.record("\(error)") } }
      )
    )
    for _ in 0..<70 {
      try await record.writeHour()
      await archivist.sealEnded()
    }
    let checks = try (0..<3).map { try #require(CheckID("check-\($0)")) }
    var expected = try values(checks, record.clock.now)
    var found = expected
    for sample in record.samples {
      guard let check = record.definitions[sample.series]?.id else { continue }
      for index in expected.indices { expected[index].take(sample, of: check) }
    }
    let half = Interval(Self.start, Self.start + .hours(35))
    let count = try Replay.collect(&found, counting: half, of: Set(checks), on: record.disk)
    #expect(found.map { $0.figure() } == expected.map { $0.figure() }, "seed \(seed)")
    let counted = record.samples.count { sample in
      half.contains(sample.start) && record.definitions[sample.series] != nil
    }
    #expect(count == Int64(counted))
    try expectOneReading(of: record, found, counting: half)
    #expect(expected.allSatisfy { $0.figure().valid > 50 })
    var blocks = 0
    try LatencyReader.read(
      of: Set(checks),
      in: Interval(Self.start, record.clock.now),
      counting: half,
      on: record.disk,
      takeBlock: { block, _, _ in
        blocks += (try? block.measuredTimes(of: nil)) == nil ? 0 : 1
        return false
      },
      take: { _, _ in }
    )
    #expect(blocks > 3)
  }
}
