import Accounting
import Agreement
import Chronology
import Sampling
import Testing

@testable import Judging

/// More incidents of one check than are kept one by one.
@Suite struct KeptIncidentTests {
  /// 4,100 incidents, four more than are kept.
  ///
  /// Each takes 60 s at least, 120 by the estimate, 180 at most.
  private func judge(_ indicator: Indicator) throws -> Judge {
    let letters = "G" + String(repeating: "BBGG", count: 4_100)
    return try JudgingTests.judge(of: indicator, samples(letters))
  }

  @Test func `of failures whose incidents are forgotten it is known that they were confirmed`()
    throws
  {
    let terms = AvailabilityTerms(try percent("50"), unconfirmed: .ignore)
    let time = try judge(.availability(terms)).standing(until: 4_100 * 240).time
    #expect(time.low == 4_100 * 60_000)
    #expect(time.estimate == 4_100 * 120_000)
    #expect(time.high == 4_100 * 180_000)
  }

  /// The last that is forgotten may have lasted until 900 s: 16 answers hide 5.
  @Test(arguments: [
    (Int64(4_095), Verdict.missed), (4_096, .undetermined), (4_100, .undetermined), (4_101, .met),
  ])
  func `the number of incidents is uncertain where they are forgotten`(
    limit: Int64,
    verdict: Verdict
  ) throws {
    let found = try judge(.incidents(IncidentLimit(atMost: limit))).standing(until: 4_100 * 240)
    #expect(found.low == .count(4_096))
    #expect(found.high == .count(4_101))
    #expect(found.verdict == verdict)
  }

  /// Each incident is one failure that proves no time; the last that is forgotten was at 420 s.
  @Test func `a confirmed failure that is forgotten still breaks a promise without a budget`()
    throws
  {
    let facts = try JudgingTests.judge(
      [try availability("100")],
      definition(confirmation: Sampling.Confirmation(down: 1, up: 1)),
      samples("G" + String(repeating: "BG", count: 4_100))
    )
    #expect(facts.standing(from: 0, until: 460, judgedAt: 4_100 * 120).state == .breached)
  }

  /// Two failures twice, with a success between that resolves nothing: 240 s by the estimate, in two
  /// parts of 120 s of which neither is long enough alone.
  private static let divided = "BBGBBGG"

  private func judgeOfDivided(limit: Int32 = Timeline.defaultLimit) throws -> Judge {
    let floor = OutageFloor(.minutes(3))
    let terms = AvailabilityTerms(try percent("50"), floor: floor)
    var judge = Judge(
      agreements: [
        try agreement([
          Objective(
            id: "availability",
            service: "shop",
            indicator: .availability(terms),
            window: .month
          )
        ])
      ],
      timelineLimit: limit,
      incidentLimit: 4
    )
    judge.define(series, try definition(confirmation: Sampling.Confirmation(down: 2, up: 2)))
    return judge
  }

  @Test func `a floor is held against whole incidents, of which most are dropped`() throws {
    var judge = try judgeOfDivided()
    for sample in samples("G" + String(repeating: Self.divided, count: 40)) { judge.take(sample) }
    let time = judge.standing(until: 40 * 420).time
    #expect(time.estimate == 40 * 240_000)
    #expect(time.low == 0)
    #expect(time.high == 40 * 360_000)
  }

  /// What is settled is not reckoned again, however many incidents the window has.
  @Test func `what is settled counts behind incidents that are dropped, and lost`() throws {
    var judge = try judgeOfDivided(limit: 16)
    var whole = try judgeOfDivided()
    for sample in samples("G" + String(repeating: Self.divided, count: 60)) {
      judge.take(sample)
      judge.settle()
      whole.take(sample)
    }
    #expect(judge.checks[0].lost != nil)
    #expect(judge.accounts[0] != nil)
    let month = CivilWindow(.month, containing: origin, in: .utc).interval(in: .utc)
    let standings = [judge, whole].map { judge in
      judge.standing(of: judge.promises[0], in: .fixed(month), at: at(60 * 420))
    }
    #expect(standings[0].time.estimate == 60 * 240_000)
    #expect(standings[0].time == standings[1].time)
  }
}
