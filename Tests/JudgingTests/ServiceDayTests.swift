import Agreement
import Chronology
import Sampling
import TestKit
import Testing

@testable import Judging

/// How a service's days divide.
@Suite struct ServiceDayTests {
  @Test(arguments: 0..<20 as Range<UInt64>)
  func `days add up to the window, whatever happened`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let objective = Objective(
      id: "o",
      service: "shop",
      indicator: .availability(AvailabilityTerms(try percent("99.9"))),
      window: .month
    )
    let zone = try ZoneRules(tzif: TestFile.fixture("zones/Europe-Paris.tzif"))
    let shop = try agreement([objective])
    var judge = Judge(agreements: [shop], zones: ["Europe/Paris": zone])
    judge.define(SeriesID(number: 0), try definition())
    var time: Int64 = -100
    while time < 4 * 86_400 {
      let isDown = UInt64.random(in: 0..<4, using: &random) == 0
      judge.take(
        Sample(
          series: SeriesID(number: 0),
          due: at(time),
          start: at(time),
          outcome: isDown ? .down : .up,
          cause: isDown ? .connectRefused : nil
        )
      )
      time += Int64.random(in: 1..<40_000, using: &random)
    }
    let key = ServiceKey(agreement: shop.id, service: "shop")
    let window = span(1_000, 5 * 86_400)
    let now = at(4 * 86_400 + 500)
    let standing = judge.standing(of: judge.promises[0], in: .fixed(window), at: now)
    let days = judge.days(of: key, in: window, at: now, limit: 400)
    #expect(days.first?.day.interval.start == window.start)
    #expect(days.last?.day.interval.end == window.end)
    #expect(days.reduce(0) { $0 + $1.time.estimate } == standing.time.estimate)
    #expect(days.reduce(0) { $0 + $1.time.unknown } == standing.time.unknown)
    #expect(days.reduce(0) { $0 + $1.time.up } == standing.time.up)
    let unjudged = window.length - standing.judged.length
    #expect(days.reduce(0) { $0 + $1.unjudged } == unjudged.wholeMilliseconds)
    #expect(days.allSatisfy { $0.unpromised == 0 })
    #expect(judge.days(of: key, in: window, at: now, limit: 2) == Array(days.prefix(2)))
  }

  @Test func `a service that no agreement has no days`() throws {
    let judge = Judge(agreements: [try agreement([])])
    let key = ServiceKey(agreement: "acme", service: "other")
    #expect(judge.days(of: key, in: span(0, 86_400), at: at(0), limit: 9).isEmpty)
  }
}
