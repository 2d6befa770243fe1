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

/// Whoever reads a record only as far back as anything is asked of it says what is said by whoever
/// reads all of it.
@Suite(.timeLimit(.minutes(20))) struct SinceReplayTests {
  static let start = RollupReplayTests.start
  static var seeds: [UInt64] { [3, 4, .random(in: .min ... .max)] }

  /// Seals the days of `record`.
  static func archivist(_ record: RandomRecord) throws -> Archivist {
    let (store, clock) = (record.store, record.clock)
    return try Archivist(
      of: store.recovery.store,
      on: record.disk,
      signer: nil,
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

  private func agreement(
    _ windows: [WindowRule],
    credits: CreditClauses? = nil
  ) throws -> Agreement {
    let checks = try (0..<3).map { try #require(CheckID("check-\($0)")) }
    var objectives: [Objective] = []
    for (number, window) in windows.enumerated() {
      let limit = LatencyLimit(phase: nil, within: .milliseconds(500), share: try percent("95%"))
      for service in checks.indices {
        objectives.append(
          Objective(
            id: "a\(number)-\(service)",
            service: "s\(service)",
            indicator: service == 2
              ? .latencyShare(limit) : .availability(AvailabilityTerms(try percent("99%"))),
            window: window
          )
        )
      }
    }
    let effective = try #require(CivilDate("2026-01-01"))
    return Agreement(
      id: "shop",
      title: "Hosting",
      revision: 1,
      effective: effective,
      language: .english,
      timeZone: "Europe/Paris",
      currency: euro,
      parties: Parties(provider: Party(name: "ACME"), customer: Party(name: "Boutique")),
      services: try checks.enumerated().map { number, check in
        Service(
          id: "s\(number)",
          description: "A service",
          composition: .check(check),
          fee: Fee(amount: try #require(Money("300.00", euro)), per: .month)
        )
      },
      objectives: objectives,
      clauses: Clauses(credits: credits),
      sha256: "00"
    )
  }

  private func report(
    _ judge: Judge,
    _ agreement: Agreement,
    over period: Report.Period,
    at now: Instant
  ) throws -> Report {
    Report(
      on: agreement,
      by: judge,
      over: period,
      at: now,
      zone: try ZoneFiles.rules(of: agreement.timeZone),
      zoneVersion: "any",
      vantage: "here",
      samples: 0
    )
  }

  /// What can be asked of the time from an instant on.
  private func said(
    _ result: Replay.Result,
    _ agreement: Agreement,
    since start: Instant,
    at now: Instant
  ) throws -> [String] {
    let judge = result.recollection.judge
    let zone = try ZoneFiles.rules(of: agreement.timeZone)
    let day = CivilWindow(.day, containing: now, in: zone)
    let yesterday = day.previous.interval(in: zone)
    let fixed = [day.interval(in: zone), yesterday].map { Report.Period.fixed(name: "w", $0) }
    var said = try (fixed + [.current]).map { period in
      try report(judge, agreement, over: period, at: now).json
    }
    for service in agreement.services {
      let check = service.checks[0]
      let stretch = Interval(start, judge.horizon(of: check, at: now))
      said.append("\(judge.timeline(of: check).downRuns(in: stretch))")
      said.append("\(judge.timeline(of: check).unknownStretches(in: stretch))")
      said.append("\(judge.incidents(of: check, in: stretch))")
      said.append("\(judge.condition(of: check)) \(judge.isDegraded(check))")
      said.append("\(judge.vouched(of: check) as Interval?) \(stretch)")
      said.append("\(judge.definition(of: check)?.target as String?)")
      said.append("\(judge.lastSample(of: check)?.start as Instant?)")
    }
    said.append("\(judge.openIncidents)")
    said.append("\(result.recollection.lastTime as Instant?) \(result.lastCommit)")
    said.append("\(result.recollection.undelivered) \(result.recollection.clock)")
    return said
  }

  /// How many items a reader gives.
  private func itemCount(
    _ disk: FaultyDisk,
    since needed: ((Instant) -> Instant)? = nil
  ) throws -> Int {
    var reader = try HistoryReader(disk, since: needed)
    var count = 0
    while try reader.next() != nil { count += 1 }
    return count
  }

  @Test(arguments: seeds)
  func `what is asked of later days is the same whether earlier ones are read or not`(
    _ seed: UInt64
  ) async throws {
    let record = try await RandomRecord(
      seed: seed,
      from: Self.start,
      checks: [.seconds(90), .seconds(120), .seconds(600)],
      trouble: seed % 2 == 0 ? 2 : 5
    )
    let archivist = try Self.archivist(record)
    let agreement = try agreement([.day, .rolling(.days(2)), .rolling(.hours(3))])
    let calendar = try CalendarWindows([agreement])
    let empty = calendar.judge(by: [agreement])
    let needed = { calendar.earliestNeeded(empty.promises, now: $0) }
    for hour in 1...240 {
      try await record.writeHour()
      await archivist.sealEnded()
      guard hour == 100 || hour % 47 == 0 || hour == 240 else { continue }
      let now = record.clock.now
      let place = "seed \(seed), hour \(hour)"
      let all = try Replay.read(record.disk, judge: { empty })
      let late = try Replay.read(record.disk, judge: { empty }, since: needed)
      let start = needed(now)
      let expected = try said(all, agreement, since: start, at: now)
      #expect(try said(late, agreement, since: start, at: now) == expected, "\(place)")
      // As the daemon reads it, which forgets too.
      let daemon = try Replay.read(record.disk, judge: { empty }, needed: needed, since: needed)
      #expect(try said(daemon, agreement, since: start, at: now) == expected, "\(place)")
    }
  }

  @Test func `the credits of later days are the same whether earlier ones are read or not`()
    async throws
  {
    let record = try await RandomRecord(
      seed: 3,
      from: Self.start,
      checks: [.seconds(300), .seconds(300), .seconds(600)],
      trouble: 5
    )
    let archivist = try Self.archivist(record)
    let tiers = [CreditTier(below: try percent("99.9%"), credit: try percent("40%"))]
    let credits = CreditClauses(
      rules: (0..<3).map { CreditRule("a0-\($0)", .tiers(tiers)) },
      yearCap: try percent("2%")
    )
    let agreement = try agreement([.day], credits: credits)
    let calendar = try CalendarWindows([agreement])
    for _ in 1...120 {
      try await record.writeHour()
      await archivist.sealEnded()
    }
    let now = record.clock.now
    let zone = calendar.zone(of: agreement)
    let day = CivilWindow(.day, containing: now, in: zone)
    for period in [
      Report.Period.current, .fixed(name: "w", day.previous.interval(in: zone)),
    ] {
      let needed = calendar.earliestNeeded(agreement, over: period, at: now)
      let found = try [nil, needed].map { since in
        let read = try Replay.read(
          record.disk,
          judge: { calendar.judge(by: agreement, over: period, at: now) },
          since: since
        )
        return try self.report(read.recollection.judge, agreement, over: period, at: now)
      }
      #expect(found[0].credits == found[1].credits)
      #expect(found[0].credits?.windows.count == 1)
    }
  }

  @Test func `days on which nothing hangs are not read`() async throws {
    let record = try await RandomRecord(
      seed: 1,
      from: Self.start,
      checks: [.seconds(120), .seconds(300), .seconds(600)],
      trouble: 0
    )
    let archivist = try Self.archivist(record)
    for _ in 0..<200 {
      try await record.writeHour()
      await archivist.sealEnded()
    }
    let all = try itemCount(record.disk)
    #expect(try itemCount(record.disk, since: { _ in Self.start }) == all)
    let late = try itemCount(record.disk, since: { $0 - .days(2) })
    // Three checks, a row a day each, of the five days before the one that the reading begins with.
    #expect(late == all - 3 * 5, "\(late) of \(all)")
    var reader = try HistoryReader(record.disk, since: { $0 - .days(2) })
    var first: [CheckID: Instant] = [:]
    while let item = try reader.next() {
      guard case .run(let run, _) = item, let check = record.definitions[run.first.series]?.id
      else { continue }
      first[check] = min(first[check] ?? run.first.start, run.first.start)
    }
    #expect(first.count == 3 && first.values.allSatisfy { $0 >= Self.start + .days(5) })
  }

  @Test func `a report's period says how far back it asks`() throws {
    let now = Self.start + .days(40)
    let month = try agreement([.month])
    let calendar = try CalendarWindows([month])
    let zone = calendar.zone(of: month)
    let last = CivilWindow(.month, containing: now, in: zone).previous
    let period = Report.Period.fixed(name: "2026-04", last.interval(in: zone))
    let needed = try #require(calendar.earliestNeeded(month, over: period, at: now))
    #expect(needed(now) == last.previous.interval(in: zone).start)
    #expect(needed(Self.start - .days(99)) == Self.start - .days(99))
    let rolling = try agreement([.month, .rolling(.days(30))])
    #expect(calendar.earliestNeeded(rolling, over: period, at: now) == nil)
    let current = try #require(calendar.earliestNeeded(rolling, over: .current, at: now))
    #expect(current(now) <= now - .days(37))
    #expect(current(now - .days(10)) <= now - .days(47))
  }
}
