import Agreement
import Chronology
import Execution
import Judging
import Posix
import Proving
import Rollups
import Sampling
import Storage
import StoreFormat
import StoreTestKit
import TestKit
import Testing

@testable import Archive

@Suite(.timeLimit(.minutes(30))) struct RollupKeeperTests {
  static let start = Instant(seconds: 1_774_569_600)
  static let threshold = LatencyThreshold(phase: .wait, microseconds: 300_000, failures: .excluded)

  static let thresholds: [CheckID: [LatencyThreshold]] = Dictionary(
    uniqueKeysWithValues: (0..<3).map { (checkID("check-\($0)"), [threshold]) }
  )

  static func archivist(_ record: RandomRecord, _ witness: SealWitness) throws -> Archivist {
    let store = record.store
    let clock = record.clock
    return try Archivist(
      of: store.recovery.store,
      on: record.disk,
      signer: nil,
      thresholds: thresholds,
      now: { clock.now },
      observer: Archivist.Observer(
        record: { records in
          witness.take(records)
          store.append(records)
          return on(store) { $0.flush() }
        },
        told: { if case .failure(let error) = $0 { Issue.record("\(error)") } }
      )
    )
  }

  static func rows(_ tier: RollupTier, _ day: UInt32, _ disk: FaultyDisk) throws -> RollupFile {
    let name = "\(tier.folder.rawValue)/\(RollupName.file(day))"
    return try RollupFile(decoding: try #require(disk.files[name], "no \(name)"))
  }

  /// The rows of a day that a builder makes who is told the first `count` samples, by their starts, as
  /// far as they start on the day before or later.
  static func expected(
    _ record: RandomRecord,
    _ count: Int,
    _ day: UInt32
  ) -> [RollupRow] {
    Set(record.definitions.values.map(\.id)).flatMap { check -> [RollupRow] in
      let own = record.definitions.filter { $0.value.id == check }
      var builder = RollupBuilder(
        day: day,
        of: check,
        definitions: own,
        thresholds: [threshold]
      )
      let start = builder.interval.start - .days(1)
      let all = record.samples.prefix(count)
      for sample in all.filter({ own[$0.series] != nil && $0.start >= start }).inOrder {
        builder.take(sample)
      }
      return builder.hourRows()
    }.sorted { ($0.series.number, $0.period.start) < ($1.series.number, $1.period.start) }
  }

  @Test(arguments: [1, 2, 7] as [UInt64])
  func `each day that is settled has its rows, and their seals are on record`(
    _ seed: UInt64
  ) async throws {
    let record = try await RandomRecord(
      seed: seed,
      from: Self.start,
      checks: [.seconds(60), .seconds(45), .seconds(1_200)]
    )
    let witness = SealWitness()
    let archivist = try Self.archivist(record, witness)
    let first = UInt32(Self.start.day)
    var sealed = 0
    for hour in 0..<90 {
      sealed = record.samples.count
      try await record.writeHour()
      await archivist.sealEnded()
      if hour == 24 { #expect(try !RollupName.days(.days, on: record.disk).contains(first)) }
    }
    for _ in 0..<9 { await archivist.sealEnded() }
    let made = try RollupName.days(.days, on: record.disk)
    #expect(made.filter { $0 >= first } == [first, first + 1, first + 2])
    #expect(try RollupName.days(.hours, on: record.disk) == made)
    for day in first..<first + 3 {
      let hours = try Self.rows(.hours, day, record.disk)
      let days = try Self.rows(.days, day, record.disk)
      // Gaps tell causes of unknown time, and where a row is not simply one run; sums are the same.
      let expected = Self.expected(record, sealed, day)
      let found = hours.rows.filter { $0.summary.samples > 0 }
      let wanted = expected.filter { $0.summary.samples > 0 }
      #expect(found.map(\.series) == wanted.map(\.series))
      #expect(found.map(\.summary) == wanted.map(\.summary), "seed \(seed), day \(day)")
      #expect(found.map(\.detail.latencies) == wanted.map(\.detail.latencies))
      #expect(found.map(\.detail.tallies) == wanted.map(\.detail.tallies))
      #expect(days.rows.map(\.series) == Array(Set(hours.rows.map(\.series))).sorted())
      for row in days.rows {
        let own = hours.rows.filter { $0.series == row.series }
        #expect(RollupRow.merged(own, over: days.header.interval) == row)
      }
      for tier in RollupTier.allCases {
        let name = "\(tier.folder.rawValue)/\(RollupName.file(day))"
        let seal = try #require(
          witness.seals.last { $0.tier == tier.seal && $0.interval.start.day == day }
        )
        var hasher = LibraryHasher(try LibraryDigest())
        #expect(seal.file == hasher.plain(record.disk.files[name] ?? []))
        #expect(seal.samples == UInt64(hours.rows.reduce(0) { $0 + $1.summary.samples }))
      }
    }
  }

  @Test func `what is added to a day makes its rows anew, and those of no other`() async throws {
    let record = try await RandomRecord(
      seed: 3,
      from: Self.start,
      checks: [.seconds(60)],
      trouble: 0
    )
    let witness = SealWitness()
    let archivist = try Self.archivist(record, witness)
    for _ in 0..<80 {
      try await record.writeHour()
      await archivist.sealEnded()
    }
    let first = UInt32(Self.start.day)
    let count = witness.seals.count { $0.tier == .day }
    #expect(count == 3)
    let series = try #require(record.definitions.keys.first)
    let old = sampleAt(Self.start + .hours(30) + .seconds(31), series)
    record.store.append([.sample(old)])
    for _ in 0..<3 {
      try await record.writeHour()
      await archivist.sealEnded()
    }
    let days = witness.seals.filter { $0.tier == .day }.map(\.interval.start.day)
    #expect(days == [0, 1, 2, 1].map { Int64(first) + $0 })
    let rows = try Self.rows(.days, first + 1, record.disk).rows
    #expect(rows.map(\.summary.samples) == [1_441])
    // Another archivist finds nothing to do.
    let again = SealWitness()
    await (try Self.archivist(record, again)).sealEnded()
    #expect(again.seals.isEmpty)
  }

  private func sampleAt(_ start: Instant, _ series: SeriesID) -> Sample {
    Sample(
      series: series,
      due: start,
      start: start,
      outcome: .down,
      cause: .connectRefused,
      phases: Phases(connect: 20_000),
      flags: .imported
    )
  }
}

/// Keeps the seals that are put on record.
final class SealWitness: Sendable {
  private let seen = Lock<[Seal]>([])

  var seals: [Seal] { seen.withLock { $0 } }

  func take(_ records: [Record]) {
    let seals = records.compactMap { record -> Seal? in
      if case .sealed(let seal) = record { seal } else { nil }
    }
    seen.withLock { $0 += seals }
  }
}
