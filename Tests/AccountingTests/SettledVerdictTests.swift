import Agreement
import Testing

@testable import Accounting

@Suite struct SettledVerdictTests {
  private func verdict(
    low: Int64,
    estimate: Int64,
    high: Int64,
    coverage: Int64 = 100,
    tie: TieRule = .jointReview
  ) throws -> SettledVerdict {
    SettledVerdict(
      low: Share(low, of: 100),
      estimate: Share(estimate, of: 100),
      high: Share(high, of: 100),
      coverage: Share(coverage, of: 100),
      target: try percent("90"),
      by: MeasurementClause(tie: tie)
    )
  }

  @Test(arguments: TieRule.allCases) func `no tie rule changes what is proved`(tie: TieRule) throws
  {
    let met = try verdict(low: 90, estimate: 95, high: 99, coverage: 10, tie: tie)
    #expect([met.verdict, met.settled] == [.met, .met])
    let missed = try verdict(low: 10, estimate: 50, high: 89, coverage: 10, tie: tie)
    #expect([missed.verdict, missed.settled] == [.missed, .missed])
  }

  @Test func `the estimate settles a tie only where enough is known`() throws {
    let high = try verdict(low: 80, estimate: 90, high: 99, coverage: 95, tie: .estimate)
    #expect(high.isClaimable && high.verdict == .undetermined && high.settled == .met)
    let less = try verdict(low: 80, estimate: 89, high: 99, coverage: 95, tie: .estimate)
    #expect(less.settled == .missed)
    let blind = try verdict(low: 80, estimate: 89, high: 99, coverage: 94, tie: .estimate)
    #expect(!blind.isClaimable && blind.settled == .undetermined)
  }

  @Test func `a limit is kept up to and with the limit itself`() {
    #expect(Verdict(low: 1, high: 5, atMost: 5) == .met)
    #expect(Verdict(low: 5, high: 6, atMost: 5) == .undetermined)
    #expect(Verdict(low: 6, high: 9, atMost: 5) == .missed)
  }

  @Test(arguments: TieRule.allCases) func `where there is nothing to judge nobody prevails`(
    tie: TieRule
  ) throws {
    let nothing = Share(0, of: 0)
    let verdict = SettledVerdict(
      low: nothing,
      estimate: nothing,
      high: nothing,
      coverage: nothing,
      target: .one,
      by: MeasurementClause(tie: tie)
    )
    #expect(verdict.settled == .undetermined && !verdict.isClaimable)
    let amount = SettledVerdict(
      .undetermined,
      byEstimate: .missed,
      coverage: nothing,
      by: MeasurementClause(tie: tie)
    )
    #expect(amount.settled == .undetermined && !amount.isClaimable)
  }

  @Test func `unknown time counts as the agreement says`() throws {
    let whole = span(0, 1_000)
    let timeline = certain([span(0, 100)], in: whole, unknown: [span(500, 600)])
    let figures = ServiceFigures(
      of: ServiceTimeline(timeline),
      in: try always(whole),
      by: AvailabilityTerms(.one)
    )
    let target = try percent("85")
    let expected: [(UnknownRule, Verdict)] = [
      (.undetermined, .undetermined), (.up, .met), (.down, .missed),
    ]
    for (rule, verdict) in expected {
      let clause = MeasurementClause(unknown: rule)
      #expect(figures.verdict(target, by: clause).verdict == verdict, "\(rule)")
    }
    #expect(figures.shares(unknown: .up).estimate == Share(900, of: 1_000))
    #expect(figures.shares(unknown: .down).estimate == Share(800, of: 1_000))
    #expect(figures.shares().estimate == Share(800, of: 900))
    #expect(figures.coverage == Share(900, of: 1_000), "whatever it counts as, it is not known")
  }
}
