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

/// Which days are summed up before their samples go, and which are not summed up at all.
@Suite(.timeLimit(.minutes(30))) struct UnsummedDayTests {
  private static let start = Instant(seconds: 1_774_569_600)
  private let witness = SealWitness()

  private func archivist(_ record: RandomRecord, _ retention: Retention) throws -> Archivist {
    let store = record.store
    let clock = record.clock
    return try Archivist(
      of: store.recovery.store,
      on: record.disk,
      signer: nil,
      retention: retention,
      now: { clock.now },
      observer: Archivist.Observer(
        record: { [witness] records in
          witness.take(records)
          store.append(records)
          return on(store) { $0.flush() }
        },
        told: { if case .failure(let error) = $0 { Issue.record("\(error)") } }
      )
    )
  }

  private func record() async throws -> RandomRecord {
    try await RandomRecord(
      seed: 5,
      from: Self.start,
      checks: [.seconds(600)],
      trouble: 0,
      isLate: false
    )
  }

  @Test func `samples that are too old stay until their day is summed up`() async throws {
    let record = try await record()
    let archivist = try archivist(record, Retention(samples: .days(3)))
    for _ in 0..<23 {
      try await record.writeHour()
      await archivist.sealEnded()
    }
    let before = try ArchiveListing(record.disk).segments.count
    // Longer than they are kept nothing runs; then the first look comes before the first hour.
    record.clock.advance(.days(5))
    await archivist.sealEnded()
    #expect(try ArchiveListing(record.disk).segments.count == before)
    for _ in 0..<3 {
      try await record.writeHour()
      for _ in 0..<9 { await archivist.sealEnded() }
    }
    let day = UInt32(Self.start.day)
    #expect(try RollupName.days(.days, on: record.disk).contains(day))
    let left = try ArchiveListing(record.disk).segments
    #expect(left.allSatisfy { $0.first > 23 }, "then they go: \(left)")
  }

  @Test func `a day whose rollups would go at once gets none`() async throws {
    let record = try await record()
    let retention = Retention(samples: .days(2), hours: .days(3), days: .days(3))
    let archivist = try archivist(record, retention)
    let old = Self.start - .days(100)
    let series = try #require(record.definitions.keys.first)
    let imported = Sample(
      series: series,
      due: old,
      start: old,
      outcome: .up,
      phases: Phases(wait: 100),
      flags: .imported
    )
    record.store.append([.sample(imported)])
    for _ in 0..<30 {
      try await record.writeHour()
      await archivist.sealEnded()
    }
    let days = Set(witness.seals.filter { $0.tier == .day }.map(\.interval.start.day))
    #expect(days.contains(Self.start.day))
    #expect(days.allSatisfy { $0 >= Self.start.day - 3 }, "\(days.sorted())")
    // And its samples go by their age, though it has none.
    record.clock.advance(.days(4))
    for _ in 0..<3 {
      try await record.writeHour()
      for _ in 0..<9 { await archivist.sealEnded() }
    }
    #expect(try ArchiveListing(record.disk).segments.allSatisfy { $0.first > 1 })
  }
}
