import Accounting
import Agreement
import Chronology
import Sampling
import TestKit
import Testing

@testable import Judging

/// Objectives on what is observed outside, beside those on what is probed, told from a seed.
@Suite(.timeLimit(.minutes(30))) struct ObservedSettlingTests {
  private static let counts = ObservationFeed(name: "calls", kind: .counts)
  private static let durations = ObservationFeed(name: "answers", kind: .durations)

  /// The agreement of a seed with two more services that are fed from outside.
  private func agreement(_ random: RandomAgreement) throws -> Agreement {
    let base = random.agreement
    let hours = base.services[0].hours
    return Agreement(
      id: base.id,
      title: base.title,
      revision: base.revision,
      effective: base.effective,
      language: base.language,
      timeZone: base.timeZone,
      currency: base.currency,
      parties: base.parties,
      services: base.services + [
        Service(id: "calls", description: "", observations: Self.counts, hours: hours),
        Service(id: "answers", description: "", observations: Self.durations, hours: hours),
      ],
      objectives: base.objectives + [
        objective("r", "calls", .ratio(RatioTerms(try percent("80"))), .month),
        objective("u", "calls", .ratio(RatioTerms(try percent("80"), uncovered: .unknown)), .day),
        objective(
          "d",
          "answers",
          .duration(DurationLimit(within: .minutes(30), share: try percent("60"))),
          .week
        ),
      ],
      clauses: base.clauses,
      sha256: base.sha256
    )
  }

  private func objective(
    _ id: String,
    _ service: String,
    _ indicator: Indicator,
    _ window: WindowRule
  ) -> Objective {
    Objective(id: id, service: service, indicator: indicator, window: window)
  }

  private func judge(_ random: RandomAgreement) throws -> Judge {
    var judge = Judge(agreements: [try agreement(random)], annotations: random.annotations)
    for (number, definition) in random.definitions.enumerated() {
      judge.define(SeriesID(number: UInt32(number)), definition)
    }
    return judge
  }

  /// What somebody gives at `now`: an hour of counts or a case, new or corrected, whole or in part.
  private func observations(_ now: Instant, _ dice: inout SplitMix64) -> RecordedObservations {
    let feed = dice.next() % 2 == 0 ? Self.counts : Self.durations
    let hour = Int64(dice.next() % 80)
    let start = RandomAgreement.origin - .hours(24) + .hours(hour)
    let valid = Int64(dice.next() % 50)
    let length = feed.kind == .counts ? TimeAmount.hours(1) : .minutes(Int64(dice.next() % 60))
    let isPart = dice.next() % 5 == 0
    return RecordedObservations(
      recorded: now,
      feed: feed,
      source: "desk \(dice.next() % 2)",
      author: .measurer,
      hash: Array(repeating: 0, count: 32),
      part: isPart ? Int(dice.next() % 2) : 0,
      parts: isPart ? 2 : 1,
      entries: [
        ObservedEntry(
          id: "\(hour)",
          interval: Interval(start, start + length),
          good: feed.kind == .counts ? Int64(dice.next() % UInt64(valid + 1)) : 0,
          valid: feed.kind == .counts ? valid : 1
        )
      ]
    )
  }

  private func windows(_ promise: Promise, _ now: Instant) -> [Interval] {
    promise.objective.window.unit.map {
      [CivilWindow($0, containing: now, in: .utc).interval(in: .utc)]
    } ?? []
  }

  @Test(arguments: 1...8) func `incremental is batch`(_ seed: Int) throws {
    let random = try RandomAgreement(seed: UInt64(seed), days: 3)
    var dice = SplitMix64(seed: UInt64(seed) &* 104_729)
    var batch = try judge(random)
    var settling = batch
    var said = (batch: Announcer(), settling: Announcer())
    var compared = 0
    for told in random.story {
      batch.take(told)
      settling.take(told)
      if dice.next() % 10 == 0 {
        let given = observations(told.time, &dice)
        batch.take(given)
        settling.take(given)
      }
      if dice.next() % 4 == 0 { settling.settle() }
      guard dice.next() % 80 == 0 else { continue }
      for promise in batch.promises where promise.objective.indicator.isObserved {
        for window in windows(promise, told.time) {
          let expected = batch.standing(of: promise, in: .fixed(window), at: told.time)
          let found = settling.standing(of: promise, in: .fixed(window), at: told.time)
          try #require(found == expected, "\(promise.objective.id)")
          compared += expected.observed?.entries ?? 0 > 0 ? 1 : 0
        }
      }
      let expected = said.batch.announce(batch, at: told.time) { windows($0, told.time) }
      let found = said.settling.announce(settling, at: told.time) { windows($0, told.time) }
      try #require(found == expected)
    }
    #expect(compared > 0)
  }

  @Test(arguments: 1...8)
  func `entries are counted once each, in one window, and their sum is the report's`(
    _ seed: Int
  ) throws {
    let random = try RandomAgreement(seed: UInt64(seed), days: 3)
    var dice = SplitMix64(seed: UInt64(seed) &* 15_485_863)
    var judge = try judge(random)
    var log: [ObservationFeed.Kind: ObservationLog] = [
      .counts: ObservationLog(), .durations: ObservationLog(),
    ]
    for _ in 0..<60 {
      let given = observations(RandomAgreement.origin + .days(3), &dice)
      judge.take(given)
      log[given.feed.kind]?.take(given)
    }
    let now = RandomAgreement.origin + .days(9)
    for promise in judge.promises where promise.objective.indicator.isObserved {
      let kind = try #require(promise.service.observations?.kind)
      var seen = 0
      for day in -2..<4 as Range<Int64> {
        let start = RandomAgreement.origin + .days(day)
        let window = Window.fixed(Interval(start, start + .days(1)))
        let standing = judge.standing(of: promise, in: window, at: now)
        let tally = try #require(standing.observed)
        let entries = judge.observedEntries(of: promise, standing)
        let counted = entries.filter(\.counts)
        seen += entries.count
        #expect(Int64(counted.count) == tally.entries)
        #expect(Int64(entries.count - counted.count) == tally.leftOut)
        #expect(counted.reduce(0) { $0 + $1.fact.entry.valid } == tally.valid)
        #expect(tally.good <= tally.valid && tally.covered.part <= tally.covered.whole)
      }
      let validity = promise.agreement.clauses.until == nil
      if validity, promise.agreement.clauses.partial == .prorate {
        #expect(seen == log[kind]?.facts.count)
      }
    }
  }
}
