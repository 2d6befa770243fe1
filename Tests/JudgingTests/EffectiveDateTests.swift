import Accounting
import Agreement
import Chronology
import Events
import Sampling
import Testing

@testable import Judging

/// Nothing was promised before an agreement holds.
@Suite struct EffectiveDateTests {
  private func judge(_ objective: Objective, since start: Int64) throws -> Judge {
    var judge = Judge(
      agreements: [try agreement([objective])],
      since: ["acme": at(start) + TimeAmount(nanoseconds: 999)]
    )
    judge.define(series, try definition())
    for sample in samples("GGBBBGGGGGGBGGG") { judge.take(sample) }
    return judge
  }

  private func fast(over window: WindowRule) throws -> Objective {
    let limit = LatencyLimit(phase: nil, within: .milliseconds(500), share: try percent("90"))
    return Objective(
      id: "fast",
      service: "shop",
      indicator: .latencyShare(limit),
      window: window
    )
  }

  @Test func `a window is cut to the time in which the agreement holds`() throws {
    let judge = try judge(availability("90"), since: 360)
    let found = judge.standing(of: judge.promises[0], in: .fixed(span(0, 6_000)), at: at(840))
    #expect(found.window == span(360, 6_000))
    #expect(found.judged == span(360, 840))
    #expect(found.time.elapsed == 480_000)
    #expect(found.time.estimate == 60_000, "of one failure, not of four")
    #expect(found.budget.amount == 564_000)
  }

  @Test func `a window before it is empty, and one behind it whole`() throws {
    let judge = try judge(availability("90"), since: 360)
    let before = judge.standing(of: judge.promises[0], in: .fixed(span(0, 300)), at: at(840))
    #expect(before.window.isEmpty)
    #expect(before.verdict == .undetermined)
    let behind = judge.standing(of: judge.promises[0], in: .fixed(span(360, 600)), at: at(840))
    #expect(behind.window == span(360, 600))
  }

  @Test func `a rolling window keeps the budget of its whole length`() throws {
    let judge = try judge(availability("90", over: .rolling(.seconds(1_000))), since: 360)
    let promise = judge.promises[0]
    let found = judge.standing(of: promise, in: .rolling(.seconds(1_000)), at: at(840))
    #expect(found.window == span(360, 840))
    #expect(found.budget.amount == 100_000)
    #expect(found.time.estimate == 60_000)
    #expect(found.state == .ok)
    let short = judge.standing(of: promise, in: .rolling(.seconds(100)), at: at(840))
    #expect(short.window == span(740, 840))
  }

  @Test func `an outage that began before is spent only from then on`() throws {
    var judge = Judge(
      agreements: [try agreement([availability("50", over: .rolling(.seconds(1_000)))])],
      since: ["acme": at(120)]
    )
    judge.define(series, try definition())
    for sample in samples("GBBBB") { judge.take(sample) }
    let found = judge.standing(
      of: judge.promises[0],
      in: .rolling(.seconds(1_000)),
      at: at(240)
    )
    #expect(found.spent.estimate == 120_000)
    #expect(found.exhaustion == at(240 + 380), "500 s of budget, 120 s spent")
  }

  @Test(arguments: [WindowRule.month, .rolling(.seconds(6_000))])
  func `samples are counted from then on, in the middle of a month, too`(
    _ rule: WindowRule
  ) throws {
    let judge = try judge(fast(over: rule), since: 360)
    let window: Window = rule == .month ? .fixed(span(0, 6_000)) : .rolling(.seconds(6_000))
    let found = judge.standing(of: judge.promises[0], in: window, at: at(840))
    #expect(found.latencies == LatencyTally(valid: 8, good: 7))
    #expect(found.budget.whole == (rule == .month ? 94 : 100))
  }

  @Test func `events name the cut window`() throws {
    let judge = try judge(availability("99.9"), since: 360)
    var announcer = Announcer()
    let events = announcer.announce(judge, at: at(840)) { _ in [span(0, 840)] }
    let closing = try #require(events.first { $0.kind == .objectiveClosed })
    let start = closing.fields.first { $0.name.hasSuffix("WINDOW_START") }
    #expect(start?.value == at(360).rfc3339(decimals: 3))
  }
}
