import Agreement
import Chronology
import Sampling
import Testing

@Suite struct ObjectiveTests {
  private func limit(_ phase: Phase?, _ milliseconds: Int64) -> LatencyLimit {
    LatencyLimit(phase: phase, within: .milliseconds(milliseconds), share: .one)
  }

  @Test func `a limit is inclusive and looks at its phase`() {
    let phases = Phases(resolve: 1_000, connect: 2_000, wait: 497_000)
    let sample = attempt(phases)
    #expect(limit(nil, 500).isMet(by: sample) == true)
    #expect(limit(nil, 499).isMet(by: sample) == false)
    #expect(limit(.wait, 497).isMet(by: sample) == true)
    #expect(limit(.wait, 496).isMet(by: sample) == false)
    #expect(limit(.secure, 0).isMet(by: sample) == true)
  }

  private func attempt(_ phases: Phases, _ flags: SampleFlags = []) -> Sample {
    Sample(
      series: SeriesID(number: 0),
      due: Instant(seconds: 0),
      start: Instant(seconds: 0),
      outcome: .up,
      phases: phases,
      flags: flags
    )
  }

  @Test func `a time that nobody measured is neither within a limit nor beyond it`() {
    let total = attempt(Phases(wait: 497_000), .imported)
    #expect(limit(nil, 497).isMet(by: total) == true)
    #expect(limit(nil, 496).isMet(by: total) == false)
    for phase in Phase.allCases {
      #expect(limit(phase, 500).isMet(by: total) == nil, "an import knows no phases")
    }
    #expect(limit(nil, 500).isMet(by: attempt(Phases(), [.imported, .timeNotMeasured])) == nil)
    #expect(limit(nil, 500).isMet(by: attempt(Phases(), .imported)) == true, "0 µs were measured")
  }

  @Test func `the target is that of the indicator`() throws {
    let target = try #require(Ratio(percentage: "99.9%"))
    let availability = Objective(
      id: "a",
      service: "s",
      indicator: .availability(target),
      window: .month
    )
    #expect(availability.target == target)
    #expect(availability.indicator.name == "availability")
    let fast = Objective(
      id: "f",
      service: "s",
      indicator: .latencyShare(limit(nil, 1)),
      window: .day
    )
    #expect(fast.target == .one)
    #expect(fast.indicator.name == "latency-share")
  }

  @Test(arguments: [
    (WindowRule.month, "month"), (.week, "week"), (.day, "day"),
    (.rolling(.minutes(5)), "rolling 5 min 00 s"),
  ])
  func `a window rule has a name`(rule: WindowRule, name: String) {
    #expect(rule.name == name)
  }
}
