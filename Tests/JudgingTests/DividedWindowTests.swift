import Accounting
import Agreement
import Chronology
import Sampling
import TestKit
import Testing

@testable import Judging

/// A window that a revision divides which changes nothing: the parts add up to the whole.
@Suite(.timeLimit(.minutes(30))) struct DividedWindowTests {
  private static let paris = RandomAgreement.paris

  private func judge(_ random: RandomAgreement, within tenure: Tenure) throws -> Judge {
    var judge = try random.judge(within: tenure)
    for told in random.story { judge.take(told) }
    return judge
  }

  /// Whether its sums are told to the millisecond wherever a window ends: not of whole minutes of an outage,
  /// which a border divides, nor of a window that isn't judged.
  private func addsUp(_ promise: Promise) -> Bool {
    if promise.agreement.clauses.partial == .skip { return false }
    return switch promise.objective.indicator {
    case .availability(let terms): terms.counting != .outageMinutes
    case .downtime, .coverage: true
    default: false
    }
  }

  private static var fields: [(String, KeyPath<TimeTally, Int64>)] {
    [
      ("up", \.up), ("low", \.low), ("estimate", \.estimate), ("high", \.high),
      ("unknown", \.unknown), ("excluded", \.excluded), ("service", \.service),
    ]
  }

  /// Whether its worst counts milliseconds.
  ///
  /// Of whole minutes it is in each window the larger of two sums, what
  /// is known for certain and what is left of all of it without the unknown time: cut, it can only grow.
  private func isExact(_ promise: Promise) -> Bool {
    if case .availability(let terms) = promise.objective.indicator {
      terms.counting == .exact
    } else {
      true
    }
  }

  @Test(arguments: 1...60) func `the parts add up to the whole`(_ seed: Int) throws {
    let random = try RandomAgreement(seed: UInt64(seed) &* 31)
    var dice = SplitMix64(seed: UInt64(seed))
    let date = try #require(CivilDate("2026-03-28")).adding(days: Int64(dice.next() % 3))
    let cut = Self.paris.start(of: date)
    let start = Self.paris.start(of: random.agreement.effective)
    let whole = try judge(random, within: .whole)
    let first = try judge(random, within: Tenure(end: cut))
    let second = try judge(random, within: Tenure(start: cut, heldSince: start))
    let now = try #require(random.story.last).time + .hours(2)
    for promise in whole.promises where addsUp(promise) {
      guard let unit = promise.objective.window.unit else { continue }
      let window = CivilWindow(unit, containing: cut - .hours(1), in: Self.paris)
        .interval(in: Self.paris)
      let standings = [whole, first, second].map {
        $0.standing(of: promise, in: .fixed(window), at: now)
      }
      // Of a service in weighted parts each figure is floored once.
      let isWeighted = if case .weighted = promise.service.composition { true } else { false }
      let name = "\(promise.objective.indicator), \(promise.objective.window)"
      for (field, path) in Self.fields {
        let sum = standings[0].time[keyPath: path]
        let parts = standings[1].time[keyPath: path] + standings[2].time[keyPath: path]
        // Down and unknown are floored, and so what is up may be more.
        let isFloored = isWeighted && !["up", "excluded", "service"].contains(field)
        let less: Int64 = isFloored ? 1 : 0
        let more: Int64 = isWeighted && field == "up" ? 1 : 0
        let mayGrow = field == "high" && !isExact(promise)
        #expect(
          parts >= sum - less && (mayGrow || parts <= sum + more),
          "\(field): \(parts) of \(sum), \(name)"
        )
      }
      #expect(standings[1].window.end <= max(cut, window.start))
      #expect(standings[2].window.start == max(window.start, min(cut, window.end)))
    }
  }

  @Test(arguments: [
    (Attribution.start, 1 as Int64, 0 as Int64), (.end, 0, 1), (.overlap, 1, 1),
  ])
  func `an incident across the cut counts as across windows`(
    attribution: Attribution,
    before: Int64,
    after: Int64
  ) throws {
    let clauses = Clauses(incidents: IncidentRules(attribution: attribution))
    let letters =
      String(repeating: "G", count: 20) + String(repeating: "B", count: 20)
      + String(repeating: "G", count: 20)
    let cut = at(30 * 60)
    let counts = try [Tenure(end: cut), Tenure(start: cut, heldSince: at(-90_000))].map { tenure in
      let agreement = try agreement(
        [
          Objective(
            id: "o",
            service: "shop",
            indicator: .incidents(IncidentLimit(atMost: 3)),
            window: .day
          )
        ],
        clauses
      )
      var judge = Judge(
        agreements: [agreement],
        since: ["acme": tenure.start ?? at(-90_000)],
        within: ["acme": tenure]
      )
      judge.define(series, try definition())
      for sample in samples(letters) { judge.take(sample) }
      let standing = judge.standing(
        of: judge.promises[0],
        in: .fixed(span(0, 3_600)),
        at: at(3_601)
      )
      return standing.spent.estimate
    }
    #expect(counts == [before, after])
  }

  private func agreement(_ objectives: [Objective], _ clauses: Clauses) throws -> Agreement {
    let plain = try JudgingTests.agreement(objectives)
    return Agreement(
      id: plain.id,
      title: plain.title,
      revision: plain.revision,
      effective: plain.effective,
      language: plain.language,
      timeZone: plain.timeZone,
      currency: plain.currency,
      parties: plain.parties,
      services: plain.services,
      objectives: plain.objectives,
      clauses: clauses,
      sha256: plain.sha256
    )
  }
}
