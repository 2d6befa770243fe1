import Agreement
import Chronology
import TestKit
import Testing

@testable import Accounting

@Suite struct ObservationTallyTests {
  private typealias Logs = ObservationLogTests

  private func tally(
    _ log: ObservationLog,
    _ from: Int64,
    _ to: Int64,
    measured: [(Int64, Int64)]? = nil,
    within: TimeAmount? = nil
  ) -> ObservationTally {
    let window = Interval(Logs.at(from), Logs.at(to))
    return ObservationTally(
      of: log,
      in: window,
      ending: window.end,
      measured: measured.map { IntervalSet($0.map { Interval(Logs.at($0), Logs.at($1)) }) }
        ?? IntervalSet([window]),
      within: within
    )
  }

  private func lasted(_ lengths: [Int64], unit: TimeAmount = .milliseconds(1)) -> ObservationLog {
    let entries = lengths.enumerated().map { index, length in
      let start = Logs.at(Int64(index))
      return ObservedEntry(
        id: "\(index)",
        interval: Interval(start, start + TimeAmount(nanoseconds: unit.nanoseconds * length))
      )
    }
    return Logs.log([Logs.batch(entries, kind: .durations)])
  }

  @Test func `an entry belongs to the window in which it begins, whole`() {
    let log = Logs.log([
      Logs.batch([Logs.counts(0, 10, 4, of: 5), Logs.counts(10, 30, 8, of: 9)])
    ])
    let first = tally(log, 0, 20)
    #expect(first.valid == 14 && first.good == 12 && first.entries == 2)
    #expect(first.reaching == 1)
    let second = tally(log, 20, 40)
    #expect(second.valid == 0 && second.entries == 0 && second.lastRecorded == nil)
    // The stretch that began before covers what it reaches into.
    #expect(second.covered == Share(36_000_000, of: 72_000_000))
    #expect(first.covered == Share(72_000_000, of: 72_000_000))
  }

  @Test func `cut anywhere, windows add up to the whole`() {
    var random = SplitMix64(seed: 4)
    let entries = (0..<100).map { hour -> ObservedEntry in
      let valid = Int64.random(in: 0...50, using: &random)
      let good = Int64.random(in: 0...valid, using: &random)
      return Logs.counts(Int64(hour), Int64(hour) + 1, good, of: valid)
    }
    let log = Logs.log([Logs.batch(entries.shuffled(using: &random))])
    let whole = tally(log, 0, 100)
    for cut in stride(from: Int64(1), to: 100, by: 7) {
      let (first, second) = (tally(log, 0, cut), tally(log, cut, 100))
      #expect(first.valid + second.valid == whole.valid)
      #expect(first.good + second.good == whole.good)
      #expect(first.entries + second.entries == whole.entries)
    }
    #expect(whole.good == entries.reduce(0) { $0 + $1.good })
  }

  @Test func `counts count if any of their stretch is promised, durations if their start is`() {
    let hours: [(Int64, Int64)] = [(8, 20)]
    let counted = Logs.log([
      Logs.batch([
        Logs.counts(0, 8, 1, of: 1), Logs.counts(8, 9, 1, of: 1), Logs.counts(19, 24, 1, of: 1),
      ])
    ])
    let counts = tally(counted, 0, 24, measured: hours)
    #expect(counts.entries == 2 && counts.leftOut == 1 && counts.valid == 2)
    // Each lasts an hour and begins on the hour.
    let durations = tally(
      lasted(Array(repeating: 1, count: 24), unit: .hours(1)),
      0,
      24,
      measured: hours,
      within: .hours(1)
    )
    #expect(durations.entries == 12 && durations.leftOut == 12 && durations.good == 12)
  }

  /// Vector V21 of the accounting notes.
  @Test func `ten durations have the nearest-rank percentiles and the share of the vector`() throws
  {
    let log = lasted([120, 80, 95, 300, 110, 105, 98, 2_000, 130, 101])
    let window = Interval(Logs.at(0), Logs.at(24))
    for (rank, expected) in [("50%", 105), ("90%", 300), ("95%", 2_000)] as [(String, Int64)] {
      let found = ObservationTally.percentile(
        try #require(Ratio(percentage: rank)),
        of: log,
        in: window,
        measured: IntervalSet([window])
      )
      #expect(found == .milliseconds(expected), "\(rank)")
    }
    let share = tally(log, 0, 24, within: .milliseconds(200))
    #expect(share.good == 8 && share.valid == 10)
    // The limit is inclusive.
    #expect(tally(log, 0, 24, within: .milliseconds(120)).good == 7)
    #expect(tally(log, 0, 24, within: .milliseconds(119)).good == 6)
  }

  @Test func `of nothing there is no percentile`() throws {
    let window = Interval(Logs.at(0), Logs.at(24))
    let half = try #require(Ratio(percentage: "50%"))
    let none = ObservationTally.percentile(
      half,
      of: ObservationLog(),
      in: window,
      measured: IntervalSet([window])
    )
    #expect(none == nil)
  }

  @Test func `corrected entries, sources and the last recording are told`() {
    let log = Logs.log([
      Logs.batch([Logs.counts(1, 2, 1, of: 9, id: "a")], recorded: 2_000, source: "desk"),
      Logs.batch([Logs.counts(3, 4, 1, of: 9)], recorded: 3_000, source: "audit"),
      Logs.batch([Logs.counts(1, 2, 2, of: 9, id: "a")], recorded: 4_000, source: "desk"),
    ])
    let found = tally(log, 0, 10)
    #expect(found.corrected == 1 && found.sources == ["audit", "desk"])
    #expect(found.lastRecorded == Logs.at(4_000))
  }

  @Test func `the most cases that a name may have are compared exactly`() throws {
    let most = Int64(ObservationLog.entryLimit) * ObservedEntry.countLimit
    let bad = most / 1_000_000_000
    let target = try #require(Ratio(percentage: "99.9999999%"))
    #expect(target.isReached(by: most - bad, of: most))
    #expect(!target.isReached(by: most - bad - 1, of: most))
    #expect(Share(most - 1, of: most).percent(decimals: 6) == "99.999999")
    let budget = Budget(target: target, of: most)
    #expect(budget.amount == bad)
    #expect(!budget.isExceeded(by: bad) && budget.isExceeded(by: bad + 1))
  }
}
