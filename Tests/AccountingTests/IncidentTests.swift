import Agreement
import Chronology
import TestKit
import Testing

@testable import Accounting

@Suite struct IncidentSpanTests {
  private func incident(
    _ id: String,
    _ opened: Int64,
    _ resolved: Int64?,
    ticket: Int64? = nil,
    acknowledged: Int64? = nil
  ) -> IncidentSpan {
    IncidentSpan(
      id,
      opened: second(opened),
      resolved: resolved.map(second),
      ticket: ticket.map(second),
      acknowledged: acknowledged.map(second)
    )
  }

  @Test func `an incident soon after another goes on with it, and the time between stays up`()
    throws
  {
    let rules = IncidentRules(reopenWithin: .seconds(100))
    let joined = rules.joined([
      incident("a", 0, 50, acknowledged: 40), incident("b", 150, 200, ticket: 160),
      incident("c", 300, 310, ticket: 305, acknowledged: 301), incident("d", 411, 500),
    ])
    #expect(joined.map(\.ids) == [["a", "b", "c"], ["d"]])
    let first = try #require(joined.first)
    #expect(first.whole(at: second(900)) == span(0, 310_000))
    #expect(first.pauses == IntervalSet([span(50_000, 150_000), span(200_000, 300_000)]))
    #expect(first.outage(at: second(900)).length == .seconds(110))
    #expect(first.ticket == second(160))
    #expect(first.acknowledged == second(40))
  }

  @Test func `with no time to reopen every incident is one`() {
    let incidents = [incident("a", 0, 50), incident("b", 50, 60)]
    #expect(IncidentRules().joined(incidents) == incidents)
  }

  @Test func `an incident that lasts goes on to now, with the one that it reopened`() throws {
    let rules = IncidentRules(reopenWithin: .seconds(100))
    let joined = rules.joined([incident("a", 0, 50), incident("b", 100, nil)])
    let only = try #require(joined.first)
    #expect(joined.count == 1)
    #expect(only.resolved == nil)
    #expect(only.outage(at: second(150)).length == .seconds(100))
  }

  @Test(
    arguments: [
      (.start, 50, 150, false, true, false), (.end, 50, 150, false, false, true),
      (.overlap, 50, 150, false, true, true), (.start, 100, 150, false, false, true),
      (.end, 50, 100, false, false, true), (.overlap, 50, 100, false, true, false),
      (.start, 50, 0, true, true, false), (.end, 50, 0, true, false, false),
      (.overlap, 50, 0, true, true, true),
    ] as [(Attribution, Int64, Int64, Bool, Bool, Bool)]
  )
  func `in which of two windows an incident counts`(
    attribution: Attribution,
    opened: Int64,
    resolved: Int64,
    lasts: Bool,
    isInFirst: Bool,
    isInSecond: Bool
  ) {
    let rules = IncidentRules(attribution: attribution)
    let incident = incident("a", opened, lasts ? nil : resolved)
    let windows = [span(0, 100_000), span(100_000, 200_000)]
    let counted = windows.map { !rules.counted([incident], in: $0).isEmpty }
    #expect(counted == [isInFirst, isInSecond])
  }

  @Test func `means are of what there is`() throws {
    let incidents = [
      incident("a", 0, 100, acknowledged: 30), incident("b", 1_000, 1_101, acknowledged: 1_061),
      incident("c", 2_000, nil),
    ]
    let outages = incidents.map { certain($0, at: second(2_500)) }
    let statistics = IncidentStatistics(outages, up: 9_000_000)
    #expect(statistics.count == 3)
    #expect(statistics.open == 1)
    #expect(statistics.restore == MeanTime(201_000, of: 2))
    #expect(statistics.restore?.milliseconds == 100_500)
    #expect(statistics.acknowledge?.milliseconds == 45_500)
    #expect(statistics.betweenFailures?.milliseconds == 3_000_000)
    #expect(statistics.longest == .seconds(500))
  }

  @Test func `of no incident there is no mean`() {
    let none = IncidentStatistics([], up: 9_000_000)
    #expect(none.restore == nil)
    #expect(none.betweenFailures == nil)
    #expect(none.acknowledge == nil)
    #expect(none.longest == nil)
    #expect(none.count == 0)
  }

  /// MTBF ÷ (MTBF + MTTR) is the availability, where all incidents are over and lie in the window.
  @Test func `the means give the availability back`() throws {
    var random = SplitMix64(seed: 4)
    for _ in 0..<200 {
      var at: Int64 = 0
      let incidents = (0..<Int.random(in: 1...9, using: &random)).map { index in
        at += Int64.random(in: 1...9_000, using: &random)
        let opened = at
        at += Int64.random(in: 1...900, using: &random)
        return incident("\(index)", opened, at)
      }
      let whole = at * 1_000 + 5_000
      let down = incidents.reduce(0) { $0 + $1.outage(at: second(at)).length.wholeMilliseconds }
      let outages = incidents.map { certain($0, at: second(at)) }
      let statistics = IncidentStatistics(outages, up: whole - down)
      let restore = try #require(statistics.restore)
      let between = try #require(statistics.betweenFailures)
      #expect(restore.count == between.count)
      let availability = Fraction(between.total, between.total + restore.total)
      #expect(availability == Fraction(whole - down, whole))
    }
  }

  @Test func `incidents that are too short don't count against a limit`() {
    let incidents = [incident("a", 0, 59), incident("b", 100, 160), incident("c", 200, 300)]
      .map { certain($0, at: second(400)) }
    let always = seconds(0, 400)
    let limit = IncidentLimit(atMost: 1, lasting: .seconds(60))
    #expect(limit.count(incidents, \.least, in: always) == 2)
    #expect(limit.count(incidents, \.least, in: seconds(120, 400)) == 1)
    #expect(limit.excess(2) == 1)
    #expect(limit.excess(1) == 0)
    #expect(IncidentLimit(atMost: 3).count(incidents, \.least, in: always) == 3)
    #expect(IncidentLimit(atMost: 3).count(incidents, \.least, in: seconds(60, 99)) == 0)
  }
}
