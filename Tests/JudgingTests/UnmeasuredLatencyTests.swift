import Accounting
import Agreement
import Chronology
import Sampling
import Testing

@testable import Judging

/// What was not measured is unknown: it is never fast enough.
@Suite struct UnmeasuredLatencyTests {
  private func objective(
    _ phase: Phase? = nil,
    over window: WindowRule = .month,
    failures: FailurePolicy = .bad
  ) throws -> Objective {
    let limit = LatencyLimit(
      phase: phase,
      within: .milliseconds(500),
      share: try percent("50"),
      failures: failures
    )
    return Objective(
      id: "fast-enough",
      service: "shop",
      indicator: .latencyShare(limit),
      window: window
    )
  }

  /// Five samples from a file: two whose time was measured, one of them slow, two that have no time,
  /// and a failure without one; and a last one, which does not count yet.
  private var taken: [Sample] {
    let unknown: SampleFlags = [.imported, .timeNotMeasured]
    return [
      sample(0, "G", took: .milliseconds(300), flags: .imported),
      sample(60, "G", took: .milliseconds(700), flags: .imported),
      sample(120, "G", flags: unknown), sample(180, "D", flags: unknown),
      sample(240, "B", flags: unknown), sample(300, "G", flags: unknown),
    ]
  }

  @Test(arguments: [WindowRule.month, .rolling(.seconds(300))])
  func `a sample without a time is unknown, and one that failed is bad`(
    _ window: WindowRule
  ) throws {
    let judge = try judge([objective(over: window)], nil, taken)
    let found = judge.standing(of: judge.promises[0], in: .fixed(span(0, 300)), at: at(300))
    let tally = try #require(found.latencies)
    #expect(tally == LatencyTally(valid: 3, good: 1, missing: 0, unmeasured: 2))
    #expect(found.low == Share(1, of: 5))
    #expect(found.estimate == Share(1, of: 3))
    #expect(found.high == Share(3, of: 5))
    #expect(found.verdict == .undetermined)
    #expect(found.coverage == Share(3, of: 5), "what is not known is not covered")
    #expect(found.spent == Spending(low: 2, estimate: 2, high: 2, unknown: 2))
    #expect(found.budget.whole == 5)
  }

  @Test(arguments: Phase.allCases) func `an import knows no phase`(_ phase: Phase) throws {
    let judge = try judge([objective(phase, failures: .excluded)], nil, taken)
    let found = judge.standing(of: judge.promises[0], in: .fixed(span(0, 300)), at: at(300))
    #expect(found.latencies == LatencyTally(valid: 0, good: 0, missing: 0, unmeasured: 4))
    #expect(found.estimate.percent(decimals: 2) == "n/a")
    #expect(found.verdict == .undetermined)
  }

  @Test func `a rolling window lets go of what has no time, too`() throws {
    let limit = LatencyLimit(phase: nil, within: .milliseconds(500), share: .one)
    var recorder = LatencyRecorder(limit, rule: .rolling(.seconds(120)), cuts: [])
    for sample in taken { recorder.take(sample) }
    let whole = recorder.count(in: span(180, 301)).tally
    #expect(whole == LatencyTally(valid: 1, good: 0, unmeasured: 2))
    #expect(recorder.count(in: span(240, 300)).tally == LatencyTally(valid: 1, good: 0))
  }
}
