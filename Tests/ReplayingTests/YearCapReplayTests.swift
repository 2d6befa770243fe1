import Agreement
import Archive
import Chronology
import Judging
import Reporting
import Sampling
import Storage
import StoreFormat
import StoreTestKit
import TestKit
import Testing

@testable import Replaying

/// A report on one month knows what the months of the year before it have given.
@Suite(.timeLimit(.minutes(20))) struct YearCapReplayTests {
  /// 1,200.00 € a month, and a cap of the calendar year.
  private func agreement(
    revision: Int = 1,
    from effective: String = "2027-01-01",
    yearCap: String
  ) throws -> Agreement {
    let tiers = [
      CreditTier(below: try percent("95%"), credit: .one),
      CreditTier(below: try percent("99%"), credit: try percent("25%")),
      CreditTier(below: try percent("99.9%"), credit: try percent("10%")),
    ]
    return try hosting(
      revision: revision,
      from: effective,
      CreditClauses(
        rules: [CreditRule("availability", .tiers(tiers))],
        windowCap: .one,
        yearCap: try percent(yearCap),
        claimWithin: .days(30)
      )
    )
  }

  /// Fails every five minutes from 12:05 to 12:55 UTC, between two samples that are good: down for 50
  /// minutes at least, an hour at most, of the 43 min 12 s that 99.9 % of November leave.
  private func fail(_ record: RandomRecord, on day: Instant) async throws {
    let series = try #require(record.definitions.keys.first)
    for minute in stride(from: Int64(5), through: 55, by: 5) {
      let start = day + .hours(12) + .minutes(minute)
      record.store.append([
        .sample(
          Sample(
            series: series,
            due: start,
            start: start,
            outcome: .down,
            cause: .connectRefused,
            phases: Phases(),
            bytes: 0
          )
        )
      ])
    }
    await record.store.flush()
  }

  @Test func `what good months have not given is left for the next`() async throws {
    let start = try instant("2027-08-31T00:00:00Z")
    let record = try await RandomRecord(
      seed: 1,
      from: start,
      checks: [.hours(1)],
      trouble: 0,
      isLate: false
    )
    let archivist = try SinceReplayTests.archivist(record)
    let bad = try instant("2027-11-10T00:00:00Z")
    for day in 0..<94 {
      for _ in 0..<13 { try await record.writeHour() }
      if start + .days(Int64(day)) == bad { try await fail(record, on: bad) }
      for _ in 13..<24 { try await record.writeHour() }
      await archivist.sealEnded()
    }
    // From September on 4,800.00 €, 10 % of them 480.00: less than September would have taken if it might have
    // been down.
    let agreement = try agreement(from: "2027-09-01", yearCap: "10%")
    let calendar = try CalendarWindows([agreement])
    let zone = calendar.zone(of: agreement)
    let now = record.clock.now
    let window = try #require(CivilWindow("2027-11"))
    let period = Report.Period.fixed(name: "2027-11", window.interval(in: zone))
    let read = try Replay.read(
      record.disk,
      judge: { calendar.judge(by: agreement, over: period, at: now) },
      since: calendar.earliestNeeded(agreement, over: period, at: now)
    )
    let report = Report(
      on: agreement,
      by: read.recollection.judge,
      over: period,
      at: now,
      zone: zone,
      zoneVersion: "any",
      vantage: "here",
      samples: 0
    )
    let text = report.text()
    #expect(text.contains("contractual amount, reckoned  120.00 EUR"), "\(text)")
  }

  /// Asked each hour of three months; down from midnight to ten in the morning on the 10th of January and of
  /// March: for nine hours at least, more than the 7.4 that 99 % leave.
  private func write(_ store: ScratchStore) async throws {
    let definition = CheckDefinition(
      id: try #require(CheckID("check-0")),
      method: "http",
      target: "http://shop.example/",
      interval: .hours(1),
      timeout: .seconds(10),
      confirmation: Confirmation(down: 2, up: 2),
      rules: ""
    )
    let series = try await store.define([definition])[0]
    let bad = try ["2027-01-10T00:00:00Z", "2027-03-10T00:00:00Z"].map { try instant($0) }
    var day = try instant("2026-12-31T00:00:00Z")
    while day < (try instant("2027-04-02T00:00:00Z")) {
      let samples = (0..<24 as Range<Int64>).map { hour -> Record in
        let isDown = bad.contains(day) && hour < 10
        return .sample(
          Sample(
            series: series,
            due: day + .hours(hour),
            start: day + .hours(hour),
            outcome: isDown ? .down : .up,
            cause: isDown ? .connectRefused : nil
          )
        )
      }
      try await store.write(samples, at: day + .hours(24))
      day = day + .days(1)
    }
  }

  @Test func `what the revision before has given is read, and counts`() async throws {
    let store = try ScratchStore()
    try await write(store)
    let first = try agreement(yearCap: "30%")
    let second = try agreement(revision: 2, from: "2027-03-01", yearCap: "3%")
    let calendar = try CalendarWindows([first, second])
    let now = try instant("2027-04-02T00:00:00Z")
    let window = try #require(CivilWindow("2027-03"))
    let period = Report.Period.fixed(
      name: "2027-03",
      window.interval(in: calendar.zone(of: second))
    )
    let read = try Replay.read(
      try store.reading(),
      judge: { calendar.judge(by: second, over: period, at: now) },
      since: calendar.earliestNeeded(second, over: period, at: now)
    )
    let text = { (revisions: [Agreement]) in
      try AgreementReport(store.path, vantage: "here").make(
        on: second,
        by: read.recollection.judge,
        over: period,
        at: now,
        revisions: revisions
      ).text()
    }
    // 3 % of 14,400.00 € are 432.00 €, of which January took 300.00.
    #expect(try text([first, second]).contains("contractual amount, reckoned  132.00 EUR"))
    // By itself the second would know ten months' fees, 360.00 € of them, and nothing given.
    #expect(try text([second]).contains("contractual amount, reckoned  300.00 EUR"))
    let earlier = calendar.earlier(than: second, of: [second, first], over: period, at: now)
    #expect(earlier.map(\.revision) == [first])
    #expect(
      earlier.map(\.asked)
        == [Interval(try instant("2026-12-31T23:00:00Z"), try instant("2027-02-28T23:00:00Z"))]
    )
    #expect(calendar.earlier(than: first, of: [first, second], over: period, at: now).isEmpty)
  }
}
