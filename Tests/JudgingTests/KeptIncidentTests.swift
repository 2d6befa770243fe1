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
}
