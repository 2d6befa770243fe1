import Accounting
import Agreement
import Chronology
import Sampling
import Testing

@testable import Judging

/// Which failures count against a target of 100 %, and what samples are still to come.
@Suite struct CountedFailureTests {
  private let perfect = Indicator.availability(AvailabilityTerms(.one))

  /// Two failures, at 180 and 240.
  @Test(arguments: [
    (Int64(0), Int64(30), ObjectiveState.breached), (120, 300, .ok), (120, 200, .breached),
    (200, 300, .breached),
  ])
  func `one confirmed failure is a breach of 100 % unless it is excluded`(
    start: Int64,
    end: Int64,
    state: ObjectiveState
  ) throws {
    let facts = try judge(
      of: perfect,
      clauses: excluding(),
      annotations: [fault(start, end)],
      samples("GGGBBGGGGGG")
    )
    #expect(facts.standing(until: 600).state == state)
  }

  @Test func `one outside the hours, or too short to count, is none`() throws {
    let outside = try judge(of: perfect, hours: daily(380, 400), samples("GGGBBGGGGGG"))
    #expect(outside.standing(until: 600).state == .ok)
    let floor = AvailabilityTerms(.one, floor: OutageFloor(.minutes(4)))
    let short = try judge(of: .availability(floor), samples("GGGBBGGGGGG"))
    #expect(short.standing(until: 600).state == .ok)
  }

  /// In the hours, from 100 to 400 s, five samples; two of them failed, and no hours come after.
  @Test func `the budget of a share of samples is of those that are still to come in the hours`()
    throws
  {
    let day = Interval(Instant(seconds: 1_771_977_600), Instant(seconds: 1_772_064_000))
    let facts = try judge(
      of: .requests(try percent("80")),
      over: .day,
      hours: daily(375, 380),
      samples("GGGBBGGGGGG")
    )
    let found = facts.standing(of: facts.promises[0], in: .fixed(day), at: at(600))
    #expect(found.latencies?.valid == 5)
    #expect(found.budget.whole == 5)
    #expect(found.state == .breached)
  }

  /// The third of five slots is empty; nothing is known of 90 s of 600.
  @Test func `the coverage of slots is of slots`() throws {
    let terms = SlotTerms(try percent("95"), length: .minutes(2))
    let found = try judge(of: .slots(terms), samples("GGGG  GGGGG")).standing(until: 600)
    #expect(found.coverage == Share(4, of: 5))
    let time = try judge(of: .downtime(.minutes(2)), samples("GGGG  GGGGG")).standing(until: 600)
    #expect(time.coverage == Share(510_000, of: 600_000))
  }

  /// 150 s of 600 are unknown: 25 %.
  @Test(arguments: [
    (UnknownRule.down, "80", ObjectiveState.breached, Int64(150_000)),
    (.down, "70", .atRisk, 150_000), (.up, "80", .ok, 0), (.undetermined, "80", .ok, 0),
  ])
  func `unknown time that counts as down spends the budget`(
    rule: UnknownRule,
    target: String,
    state: ObjectiveState,
    spent: Int64
  ) throws {
    let terms = AvailabilityTerms(try percent(target))
    let clauses = Clauses(measurement: MeasurementClause(unknown: rule))
    let found = try judge(of: .availability(terms), clauses: clauses, samples("GGGG   GGGG"))
      .standing(until: 600)
    #expect(found.state == state)
    #expect(found.spent.estimate == spent)
    #expect(found.spent.low == spent)
  }
}
