import Agreement
import Chronology
import Judging
import Reporting
import Sampling
import Storage
import StoreFormat
import TestKit
import Testing

@testable import Replaying

/// A report as of an instant is, byte by byte, what the report said at that instant.
@Suite(.timeLimit(.minutes(30))) struct AsOfTests {
  private func report(
    _ store: ScratchStore,
    _ agreement: Agreement,
    at now: Instant,
    until end: Instant?
  ) throws -> String {
    let zone = try ZoneFiles.rules(of: agreement.timeZone)
    let day = CivilWindow(.day, containing: now, in: zone).interval(in: zone)
    let calendar = try CalendarWindows([agreement])
    let judge = try Replay.read(
      try store.reading(),
      until: end,
      judge: { calendar.judge(by: agreement, over: .fixed(name: "day", day), at: now) }
    ).recollection.judge
    let reports = AgreementReport(store.path, vantage: "here", until: end)
    let current = try reports.make(
      on: agreement,
      by: judge,
      over: .current,
      at: now,
      revisions: []
    )
    let whole = try reports.make(
      on: agreement,
      by: judge,
      over: .fixed(name: "day", day),
      at: now,
      revisions: []
    )
    return current.json + whole.json + whole.text()
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `whatever was recorded since`(seed: UInt64) async throws {
    let store = try ScratchStore()
    let history = RandomHistory(seed: seed, steps: 120)
    let agreement = try agreement()
    _ = try await store.define(RandomHistory.definitions)
    var said: [(Instant, String)] = []
    var time = RandomHistory.origin
    for (number, step) in history.steps.enumerated() {
      try await store.write(step)
      switch step {
      case .measured(_, _, let now), .lost(_, let now): time = max(time, now)
      case .stopped(let interval): time = max(time, interval.end)
      }
      guard number % 12 == 7 else { continue }
      said.append((time, try report(store, agreement, at: time, until: nil)))
      guard number % 24 == 7 else { continue }
      // History that is imported later is no part of what was known.
      let old = (1...20 as ClosedRange<Int64>).map { index -> Record in
        let second = -Int64(number) * 1_000 + index * 10
        return .sample(sample(second, index > 9 ? .down : .up, flags: .imported))
      }
      time = time + .milliseconds(1)
      try await store.write(old, at: time)
    }
    #expect(said.count == 10)
    for (time, text) in said {
      #expect(try report(store, agreement, at: time, until: time) == text, "seed \(seed) \(time)")
    }
  }

  @Test func `an incident's later end and failures are not told`() async throws {
    let store = try ScratchStore()
    let agreement = try agreement()
    _ = try await store.define(RandomHistory.definitions)
    let outcomes: [Outcome] = [.up, .down, .down, .down, .down, .up, .up]
    for (number, outcome) in outcomes.enumerated() {
      let start = Int64(number) * 10
      try await store.write([.sample(sample(start, outcome))], at: at(start + 1))
    }
    let incidents = { (end: Instant?) in
      try Replay.read(
        try store.reading(),
        until: end,
        judge: { Judge(agreements: [agreement]) }
      ).recollection.judge.incidents(of: try checkID("web"))
    }
    let open = try #require(incidents(at(25)).first)
    #expect(open.resolved == nil)
    #expect(open.failures == 2)
    #expect(open.causes == [.readTimeout: 2])
    #expect(open.lastFailure == at(20))
    #expect(try incidents(at(15)).isEmpty)
    #expect(try incidents(nil).first?.failures == 4)
    #expect(try incidents(nil).first?.resolved == at(50))
  }
}
