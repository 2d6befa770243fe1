import Accounting
import Agreement
import Chronology
import Events
import Sampling
import TestKit
import Testing

@testable import Judging

/// A judge that adds up what is settled tells the same as one that looks at everything anew.
@Suite(.timeLimit(.minutes(30))) struct SettlingTests {
  private static let midnight = Instant(seconds: 1_774_652_400)

  private func window(_ promise: Promise, _ now: Instant) -> Window {
    if case .rolling(let length) = promise.objective.window { return .rolling(length) }
    guard let unit = promise.objective.window.unit else { return .rolling(.days(1)) }
    let civil = CivilWindow(unit, containing: now, in: RandomAgreement.paris)
    return .fixed(civil.interval(in: RandomAgreement.paris))
  }

  /// Where two standings of a promise differ, in few words.
  private func difference(_ found: Standing, _ expected: Standing, _ promise: Promise) -> String {
    let clauses = promise.agreement.clauses
    let parts = [
      promise.objective.indicator.name, promise.objective.window.name,
      "\(promise.service.composition)", promise.service.hours == .always ? "always" : "hours",
      "\(clauses.partial)", "\(clauses.measurement.unknown)",
      found.time == expected.time ? "" : "\(found.time) and not \(expected.time)",
      found.disputed == expected.disputed ? "" : "disputed",
      found.budget == expected.budget ? "" : "\(found.budget) and not \(expected.budget)",
      found.spent == expected.spent ? "" : "\(found.spent) and not \(expected.spent)",
      found.exhaustion == expected.exhaustion ? "" : "exhaustion",
      found.window == expected.window ? "" : "window",
    ]
    return parts.joined(separator: " ")
  }

  /// What was settled at any time, however often, changes no figure and no event.
  @Test(arguments: 1...12) func `incremental is batch`(_ seed: Int) throws {
    try compare(seed, within: .whole)
  }

  /// The same of windows that a revision divides at the second midnight.
  @Test(
    arguments: 1...6,
    [
      Tenure(end: SettlingTests.midnight),
      Tenure(start: SettlingTests.midnight, heldSince: Instant(seconds: 1_772_319_600)),
    ]
  )
  func `incremental is batch in each part of a divided window`(seed: Int, tenure: Tenure) throws {
    try compare(seed + 100, within: tenure)
  }

  /// The same where most incidents are no longer kept whole.
  @Test(arguments: 1...6) func `incremental is batch behind more incidents than are kept`(
    _ seed: Int
  ) throws {
    try compare(seed, within: .whole, incidentLimit: 3)
  }

  /// - Parameter incidentLimit: How many incidents of a check both judges keep whole.
  private func compare(_ seed: Int, within tenure: Tenure, incidentLimit: Int? = nil) throws {
    let random = try RandomAgreement(seed: UInt64(seed), days: 3)
    var dice = SplitMix64(seed: UInt64(seed) &* 7_919)
    var batch = try random.judge(within: tenure, incidentLimit: incidentLimit)
    var settling = try random.judge(within: tenure, incidentLimit: incidentLimit)
    var said = (batch: Announcer(), settling: Announcer())
    var compared = 0
    for told in random.story {
      batch.take(told)
      settling.take(told)
      if dice.next() % 4 == 0 { settling.settle() }
      guard dice.next() % 80 == 0 else { continue }
      let now = told.time + .seconds(dice.next() % 5 == 0 ? Int64(dice.next() % 1_000) : 0)
      for promise in batch.promises {
        let window = window(promise, now)
        let expected = batch.standing(of: promise, in: window, at: now)
        let found = settling.standing(of: promise, in: window, at: now)
        try #require(found == expected, "\(difference(found, expected, promise))")
        compared += 1
      }
      let windows = { (promise: Promise) -> [Interval] in
        if case .fixed(let interval) = window(promise, now) { [interval] } else { [] }
      }
      let expected = said.batch.announce(batch, at: now, windows: windows)
      let found = said.settling.announce(settling, at: now, windows: windows)
      try #require(found.map(\.key) == expected.map(\.key))
      try #require(found == expected)
    }
    #expect(compared >= 10)
  }

  @Test func `of an agreement that isn't plain what is settled is kept, and little is left open`()
    throws
  {
    var settled = 0
    for seed in 1...8 as ClosedRange<UInt64> {
      let random = try RandomAgreement(seed: seed)
      var judge = try random.judge()
      for told in random.story { judge.take(told) }
      judge.settle()
      settled += judge.accounts.count
    }
    #expect(settled > 20)
  }
}
