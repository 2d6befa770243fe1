import Accounting
import Agreement
import Chronology
import Sampling
import Testing

@testable import Judging

/// The longest outage between its bounds: which window it belongs to, and what of it counts.
@Suite struct LongestOutageTests {
  private func longest(_ limit: TimeAmount) -> Indicator { .longestOutage(limit) }

  @Test func `a month of which nothing was measured keeps no limit`() throws {
    let facts = try judge(of: longest(.minutes(30)), [])
    let month: Int64 = 31 * 86_400
    let found = facts.standing(until: month)
    #expect(found.low == .time(.zero))
    #expect(found.high == .time(.seconds(month)))
    #expect(found.verdict == .undetermined)
  }

  /// Nothing was measured until 06:00, then it failed each minute from 06:00 to 07:58.
  @Test func `unknown time before an outage may have been a part of it`() throws {
    let letters = String(repeating: "B", count: 119) + "GG"
    let facts = try judge(
      of: longest(.seconds(7_125)),
      samples(letters, from: 21_600)
    )
    let found = facts.standing(until: 28_800)
    #expect(found.low == .time(.seconds(7_080)))
    #expect(found.estimate == .time(.seconds(7_110)))
    #expect(found.high == .time(.seconds(28_740)))
    #expect(found.spent.high == 7_140_000)
    #expect(found.spent.unknown == 21_600_000)
    #expect(found.verdict == .undetermined)
  }

  /// It fails from 120 on, and may have since the success at 60; the window begins at 100.
  @Test func `an outage belongs to the window of its first failure, whole in each bound`() throws {
    let facts = try judge(of: longest(.seconds(210)), samples("GGBBBGG"))
    let own = facts.standing(from: 100, until: 360)
    #expect(own.low == .time(.seconds(120)))
    #expect(own.estimate == .time(.seconds(180)))
    #expect(own.high == .time(.seconds(240)))
    #expect(own.verdict == .undetermined)
    let before = facts.standing(from: 0, until: 100, judgedAt: 360)
    #expect(before.high == .time(.zero))
    #expect(before.verdict == .met)
  }

  /// Down from 120 to 240 for certain, not measured from 330 to 540.
  @Test func `what goes on from before is of the window before, unless nobody saw it end`() throws {
    let facts = try judge(of: longest(.minutes(1)), samples("GGBBB    GG"))
    let next = facts.standing(from: 200, until: 600)
    #expect(next.low == .time(.zero) && next.estimate == .time(.zero))
    // The estimate ends at 330, where the last failure stops vouching.
    #expect(next.high == .time(.seconds(210)))
    #expect(next.verdict == .undetermined)
  }

  @Test func `of each outage counts what exclusions leave`() throws {
    let letters = "GGBBBGGGG"
    func found(_ excluded: RecordedAnnotation) throws -> Standing {
      try judge(
        of: longest(.seconds(1)),
        clauses: excluding(),
        annotations: [excluded],
        samples(letters)
      ).standing(until: 480)
    }
    let none = try found(fault(60, 400))
    #expect(none.high == .time(.zero))
    #expect(none.verdict == .met)
    let rest = try found(fault(60, 180))
    #expect(rest.low == .time(.seconds(60)))
    #expect(rest.estimate == .time(.seconds(90)))
    #expect(rest.high == .time(.seconds(120)))
  }

  /// The hours begin at 06:20, 400 s into the story.
  @Test func `an outage outside the hours is none, and so is a gap`() throws {
    let outage = try judge(of: longest(.seconds(1)), hours: daily(380, 400), samples("GGBBBGGGG"))
    #expect(outage.standing(until: 480).verdict == .met)
    let open = try judge(of: longest(.seconds(1)), hours: daily(370, 380), samples("GGBBBGGGG"))
    #expect(open.standing(until: 480).low == .time(.seconds(120)))
    // From 270 to 420 nothing is known; until 400 it matters.
    let gap = try judge(
      of: .longestGap(.minutes(2)),
      hours: daily(370, 380),
      samples("GGGG   GGGG")
    )
    #expect(gap.standing(until: 600).estimate == .time(.seconds(130)))
    let excluded = try judge(
      of: .longestGap(.minutes(2)),
      clauses: excluding(),
      annotations: [fault(240, 330)],
      samples("GGGG   GGGG")
    )
    #expect(excluded.standing(until: 600).estimate == .time(.seconds(90)))
  }

  /// From 270 to 420 nothing is known.
  @Test(arguments: [
    (UnknownRule.undetermined, Int64(0), Int64(150)), (.up, 0, 0), (.down, 150, 150),
  ])
  func `unknown time counts by the agreement's rule`(
    rule: UnknownRule,
    low: Int64,
    high: Int64
  ) throws {
    let clauses = Clauses(measurement: MeasurementClause(unknown: rule))
    let verdict: Verdict = low > 120 ? .missed : high > 120 ? .undetermined : .met
    for indicator in [longest(.minutes(2)), .downtime(.minutes(2))] {
      let found = try judge(of: indicator, clauses: clauses, samples("GGGG   GGGG")).standing(
        until: 600
      )
      #expect(found.low == .time(.seconds(low)))
      #expect(found.high == .time(.seconds(high)))
      #expect(found.verdict == verdict)
      #expect(found.spent.unknown == (rule == .undetermined ? 150_000 : 0))
      #expect(found.state == (rule == .down ? .breached : .ok))
    }
  }
}
