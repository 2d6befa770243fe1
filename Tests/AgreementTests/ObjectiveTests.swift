import Agreement
import Chronology
import Sampling
import Testing

@Suite struct ObjectiveTests {
  @Test func `the target is that of the indicator`() throws {
    let target = try #require(Ratio(percentage: "99.9%"))
    let availability = Objective(
      id: "a",
      service: "s",
      indicator: .availability(AvailabilityTerms(target)),
      window: .month
    )
    #expect(availability.goal == .share(target))
    #expect(availability.indicator.name == "availability")
    let limit = LatencyLimit(phase: nil, within: .milliseconds(1), share: .one)
    let fast = Objective(
      id: "f",
      service: "s",
      indicator: .latencyShare(limit),
      window: .day
    )
    #expect(fast.goal == .share(.one))
    #expect(fast.indicator.name == "latency-share")
  }

  @Test(arguments: [
    (WindowRule.month, "month"), (.week, "week"), (.day, "day"), (.year, "year"),
    (.quarter, "quarter"), (.billingMonth(15), "billing month (15)"),
    (.rolling(.minutes(5)), "rolling 5 min 00 s"),
  ])
  func `a window rule has a name`(rule: WindowRule, name: String) {
    #expect(rule.name == name)
  }
}
