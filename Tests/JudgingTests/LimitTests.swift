import Accounting
import Agreement
import Chronology
import Sampling
import Testing

@testable import Judging

/// Objectives that limit an amount of time, or a number of incidents.
@Suite struct LimitTests {
  private func standing(_ indicator: Indicator, _ letters: String, until end: Int64? = nil) throws
    -> Standing
  {
    let objective = Objective(id: "o", service: "shop", indicator: indicator, window: .month)
    let facts = try judge([objective], nil, samples(letters))
    let end = end ?? Int64(letters.count - 1) * 60
    return facts.standing(of: facts.promises[0], in: .fixed(span(0, end)), at: at(end))
  }

  @Test(arguments: [
    (Int64(4), Verdict.undetermined), (5, .undetermined), (6, .met), (1, .missed),
  ])
  func `downtime is limited in all three bounds`(minutes: Int64, verdict: Verdict) throws {
    // Low 1 + 1 min, estimate 2 + 2, high 3 + 3.
    let found = try standing(.downtime(.minutes(minutes)), "GGBBGGGBBGG")
    #expect(found.low == .time(.minutes(2)))
    #expect(found.estimate == .time(.minutes(4)))
    #expect(found.high == .time(.minutes(6)))
    #expect(found.verdict == verdict)
  }

  @Test func `the longest outage is one, whole, of the window in which it begins`() throws {
    let limit = Indicator.longestOutage(.minutes(3))
    let found = try standing(limit, "GGBBGGGBBBGG")
    #expect(found.low == .time(.minutes(2)))
    #expect(found.estimate == .time(.minutes(3)))
    #expect(found.high == .time(.minutes(4)))
    #expect(found.verdict == .undetermined)
    let facts = try judge(
      [Objective(id: "o", service: "shop", indicator: limit, window: .day)],
      nil,
      samples("GGBBBBBBGGGG")
    )
    let first = facts.standing(of: facts.promises[0], in: .fixed(span(0, 240)), at: at(660))
    #expect(first.estimate == .time(.minutes(6)))
    #expect(first.verdict == .missed)
    let second = facts.standing(of: facts.promises[0], in: .fixed(span(240, 660)), at: at(660))
    #expect(second.estimate == .time(.zero))
    #expect(second.verdict == .met)
  }

  @Test func `incidents are counted, and unknown time may hide one`() throws {
    let limit = Indicator.incidents(IncidentLimit(atMost: 1))
    let one = try standing(limit, "GGBBGGGGBGG")
    #expect(one.estimate == .count(1))
    #expect(one.verdict == .met)
    let two = try standing(limit, "GGBBGGGBBGG")
    #expect(two.verdict == .missed && two.state == .breached)
    let doubtful = try standing(limit, "GGBBGG   GG")
    #expect(doubtful.high == .count(2))
    #expect(doubtful.verdict == .undetermined)
    // It takes 1 to 3 min.
    for (lasting, verdict) in [(1, Verdict.missed), (3, .undetermined), (4, .met)] {
      let long = IncidentLimit(atMost: 0, lasting: .minutes(Int64(lasting)))
      #expect(try standing(.incidents(long), "GGBBGGGGBGG").verdict == verdict)
    }
  }

  @Test func `who measures is judged too`() throws {
    let gap = try standing(.longestGap(.minutes(2)), "GGGG   GGGG")
    #expect(gap.estimate == .time(.seconds(150)))
    #expect(gap.verdict == .missed)
    let share = try standing(.coverage(try percent("75")), "GGGG   GGGG")
    #expect(share.estimate == .share(Share(450_000, of: 600_000)))
    #expect(share.verdict == .met)
  }

  @Test func `an answer that is wrong is no answer that didn't come`() throws {
    let objective = Objective(
      id: "o",
      service: "shop",
      indicator: .correctness(try percent("50")),
      window: .month
    )
    var story = samples("GGBBGG")
    story[3].cause = .expectation
    let facts = try judge([objective], nil, story)
    let found = facts.standing(of: facts.promises[0], in: .fixed(span(0, 300)), at: at(300))
    #expect(found.latencies?.valid == 4)
    #expect(found.estimate == .share(Share(3, of: 4)))
  }
}
