import Agreement
import Archive
import Chronology
import Execution
import Judging
import Posix
import Reporting
import Sampling
import Storage
import StoreFormat
import StoreTestKit
import TestKit
import Testing

@testable import Replaying

/// Whoever reads rollups where nothing happened says what is said by whoever reads every sample.
@Suite(.timeLimit(.minutes(20))) struct RollupReplayTests {
  /// Two days before the change of clocks in Paris, four before the end of the month.
  static let start = Instant(seconds: 1_774_569_600)
  static var seeds: [UInt64] { [1, 2, .random(in: .min ... .max)] }

  private func archivist(_ record: RandomRecord, _ agreement: Agreement) throws -> Archivist {
    let store = record.store
    let clock = record.clock
    let thresholds = agreement.objectives.compactMap { objective in
      if case .latencyShare(let limit) = objective.indicator {
        LatencyThreshold(limit)
      } else {
        nil
      }
    }
    let checks = agreement.services.map { ($0.checks[0], Array(Set(thresholds)).sorted()) }
    return try Archivist(
      of: store.recovery.store,
      on: record.disk,
      signer: nil,
      thresholds: Dictionary(uniqueKeysWithValues: checks),
      now: { clock.now },
      observer: Archivist.Observer(
        record: { records in
          store.append(records)
          return on(store) { $0.flush() }
        },
        told: { if case .failure(let error) = $0 { Issue.record("\(error)") } }
      )
    )
  }

  private func agreement(_ windows: [WindowRule]) throws -> Agreement {
    var objectives: [Objective] = []
    let share = try percent("95%")
    for (number, window) in windows.enumerated() {
      let fast = LatencyLimit(phase: nil, within: .milliseconds(500), share: share)
      let wait = LatencyLimit(
        phase: .wait,
        within: .milliseconds(300),
        share: share,
        failures: .excluded
      )
      objectives += [
        Objective(
          id: "a\(number)",
          service: "one",
          indicator: .availability(AvailabilityTerms(share)),
          window: window
        ),
        Objective(id: "b\(number)", service: "two", indicator: .latencyShare(fast), window: window),
        Objective(id: "c\(number)", service: "one", indicator: .latencyShare(wait), window: window),
      ]
    }
    return Agreement(
      id: "shop",
      title: "Hosting",
      revision: 1,
      effective: try #require(CivilDate("2026-01-01")),
      language: .english,
      timeZone: "Europe/Paris",
      currency: euro,
      parties: Parties(provider: Party(name: "ACME"), customer: Party(name: "Boutique")),
      services: try (0..<3).map { number in
        Service(
          id: ["one", "two", "three"][number],
          description: "A service",
          check: try named("check-\(number)")
        )
      },
      objectives: objectives,
      sha256: "00"
    )
  }

  /// What a reading says: reports on every day and month, incidents, and where each check stands.
  private func said(_ judge: Judge, _ agreement: Agreement, at now: Instant) throws -> [String] {
    let zone = try ZoneFiles.rules(of: agreement.timeZone)
    var said: [String] = []
    for unit in [CivilWindow.Unit.day, .month] {
      var window = CivilWindow(unit, containing: now, in: zone)
      for _ in 0..<(unit == .day ? 7 : 2) {
        let interval = window.interval(in: zone)
        let report = Report(
          on: agreement,
          by: judge,
          over: .fixed(name: "w", interval),
          at: now,
          zone: zone,
          zoneVersion: "any",
          vantage: "here",
          samples: 0
        )
        said.append(report.json)
        window = window.previous
      }
    }
    said += try facts(judge, on: agreement, at: now)
    for service in agreement.services {
      let check = service.checks[0]
      let whole = Interval(Self.start, judge.horizon(of: check, at: now))
      let timeline = judge.timeline(of: check)
      said.append("\(timeline.downRuns(in: whole))")
      said.append("\(timeline.unknownStretches(in: whole))")
      said.append("\(judge.condition(of: check)) \(judge.horizon(of: check, at: now))")
      said.append("\(judge.lastSample(of: check)?.start as Instant?)")
    }
    return said
  }

  /// All samples, in the order in which they stand in the files: how a record was read before there were
  /// rollups.
  private func readInFileOrder(_ disk: FaultyDisk, _ empty: Judge) throws -> Judge {
    func read(_ recollection: inout Recollection) throws {
      var reader = try RecordReader(disk)
      while let item = try reader.next() {
        switch item {
        case .group(let group): for record in group.records { recollection.take(record) }
        case .samples(let samples): for sample in samples { recollection.take(.sample(sample)) }
        case .damage(let damage): Issue.record("\(damage)")
        }
      }
      recollection.finish()
    }
    var first = Recollection(judge: empty)
    try read(&first)
    guard first.needsSecondReading else { return first.judge }
    var second = Recollection(rereading: first, judge: empty)
    try read(&second)
    return second.judge
  }

  /// How many samples are read, and how many rows sum up, where no row is declined.
  private func counts(_ disk: FaultyDisk) throws -> (read: Int, rows: Int, summed: Int64) {
    var reader = try HistoryReader(disk)
    var (read, rows, summed) = (0, 0, Int64(0))
    while let item = try reader.next() {
      switch item {
      case .samples(let samples): read += samples.count
      case .run(let run, _): (rows, summed) = (rows + 1, summed + run.count)
      case .item: break
      }
    }
    return (read, rows, summed)
  }

  @Test(arguments: seeds) func `rows and samples say the same`(_ seed: UInt64) async throws {
    let record = try await RandomRecord(
      seed: seed,
      from: Self.start,
      checks: [.seconds(60), .seconds(45), .seconds(600)],
      trouble: seed % 2 == 0 ? 4 : 15
    )
    let agreement = try agreement([.month, .day, .rolling(.days(2))])
    let archivist = try archivist(record, agreement)
    let calendar = try CalendarWindows([agreement])
    let zone = try ZoneFiles.rules(of: agreement.timeZone)
    let edge = Self.start + .hours(31) + .minutes(7)
    var random = SplitMix64(seed: ~seed)
    for hour in 0..<124 {
      try await record.writeHour()
      await archivist.sealEnded()
      guard hour == 123 || hour == 61 else { continue }
      let now = record.clock.now
      let month = CivilWindow(.month, containing: now, in: zone).interval(in: zone)
      let cut = Report.Period.fixed(name: "cut", Interval(month.start, edge))
      for period in hour == 61 ? [.current] : [.current, cut] {
        let empty = calendar.judge(by: agreement, over: period, at: now)
        func read(until end: Instant? = nil, _ usesRollups: Bool) throws -> Replay.Result {
          try Replay.read(
            record.disk,
            until: end,
            usesRollups: usesRollups,
            judge: { empty }
          )
        }
        let (rows, samples) = (try read(true), try read(false))
        let expected = try said(samples.recollection.judge, agreement, at: now)
        let place = "seed \(seed), hour \(hour)"
        #expect(try said(rows.recollection.judge, agreement, at: now) == expected, "\(place)")
        let before = try readInFileOrder(record.disk, empty)
        #expect(try said(before, agreement, at: now) == expected, "\(place)")
        #expect(rows.lastCommit == samples.lastCommit && rows.damages.isEmpty, "\(place)")
        #expect(rows.recollection.lastTime == samples.recollection.lastTime, "\(place)")
        let then = Self.start + .minutes(Int64.random(in: 60...Int64(hour) * 60, using: &random))
        let past = try said(read(until: then, true).recollection.judge, agreement, at: then)
        #expect(
          try said(read(until: then, false).recollection.judge, agreement, at: then) == past,
          "\(place), as of \(then)"
        )
      }
    }
    let (read, rows, summed) = try counts(record.disk)
    #expect(rows > 6 && Int(summed) > read / 2, "seed \(seed): \(read) read, \(summed) in \(rows)")
    let check = try named("check-1")
    let stretch = Interval(edge, edge + .hours(50))
    let own = Set(record.definitions.filter { $0.value.id == check }.keys)
    #expect(
      try Replay.count(of: [check], in: stretch, on: record.disk)
        == Int64(record.samples.count { own.contains($0.series) && stretch.contains($0.start) })
    )
  }

  @Test func `a reading of one check reads no sample of another`() async throws {
    let record = try await RandomRecord(
      seed: 5,
      from: Self.start,
      checks: [.seconds(60), .seconds(60), .seconds(60)]
    )
    let agreement = try agreement([.month])
    let archivist = try archivist(record, agreement)
    for _ in 0..<60 {
      try await record.writeHour()
      await archivist.sealEnded()
    }
    let check = try named("check-1")
    let own = Set(record.definitions.filter { $0.value.id == check }.keys)
    var reader = try HistoryReader(record.disk, of: [check])
    var count: Int64 = 0
    while let item = try reader.next() {
      switch item {
      case .samples(let samples):
        #expect(samples.allSatisfy { own.contains($0.series) })
        count += Int64(samples.count)
      case .run(let run, _):
        #expect(own.contains(run.first.series))
        count += run.count
      case .item(.group(let group)):
        count += Int64(group.records.compactMap(\.sample).count { own.contains($0.series) })
      case .item: break
      }
    }
    #expect(count == Int64(record.samples.count { own.contains($0.series) }))
  }

  @Test func `files that are gone, damaged or of another store are passed over`() async throws {
    let record = try await RandomRecord(
      seed: 8,
      from: Self.start,
      checks: [.seconds(60), .seconds(90)]
    )
    let agreement = try agreement([.month, .day])
    let archivist = try archivist(record, agreement)
    for _ in 0..<56 {
      try await record.writeHour()
      await archivist.sealEnded()
    }
    let files = record.disk.files
    let names = files.keys.filter { $0.hasSuffix(".roll") }.sorted()
    #expect(names.count == 4, "\(names)")
    let empty = Judge(agreements: [agreement])
    let now = record.clock.now
    func said(_ files: [String: [UInt8]]) throws -> [String] {
      let result = try Replay.read(FaultyDisk(files), judge: { empty })
      #expect(result.damages.isEmpty)
      return try self.said(result.recollection.judge, agreement, at: now)
    }
    let expected = try said(files)
    for name in names {
      var others = files
      others[name] = nil
      #expect(try said(others) == expected, "\(name) is gone")
      for byte in stride(from: 3, to: files[name]?.count ?? 0, by: 4_001) {
        others[name] = files[name]
        others[name]?[byte] ^= 0x41
        #expect(try said(others) == expected, "\(name), byte \(byte)")
      }
      others[name] = files[names.first { $0 != name && $0.prefix(4) == name.prefix(4) } ?? name]
      #expect(try said(others) == expected, "another day's is called \(name)")
    }
  }
}

/// The check of a name.
private func named(_ text: String) throws -> CheckID { try #require(CheckID(text)) }
