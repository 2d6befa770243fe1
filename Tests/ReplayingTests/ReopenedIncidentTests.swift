import Agreement
import Chronology
import Judging
import Sampling
import TestKit
import Testing

@testable import Replaying

/// An incident that goes on with one of the window before is not a new one when that is forgotten.
@Suite struct ReopenedIncidentTests {
  private func agreement(reopenWithin: TimeAmount, _ indicator: Indicator) throws -> Agreement {
    Agreement(
      id: "shop",
      title: "Hosting of the shop",
      revision: 1,
      effective: try #require(CivilDate("2026-01-01")),
      language: .english,
      timeZone: "Etc/UTC",
      currency: euro,
      parties: Parties(provider: Party(name: "ACME"), customer: Party(name: "Boutique")),
      services: [Service(id: "front", description: "It answers", check: try checkID("web"))],
      objectives: [Objective(id: "o", service: "front", indicator: indicator, window: .day)],
      clauses: Clauses(incidents: IncidentRules(reopenWithin: reopenWithin)),
      sha256: "00"
    )
  }

  /// Down from 23:40 to 23:50 on the 10th, and from 00:10 to 00:20 on the 11th.
  private func judge(_ calendar: CalendarWindows, _ agreement: Agreement) throws -> Judge {
    var judge = calendar.judge(by: [agreement])
    judge.define(
      SeriesID(number: 0),
      CheckDefinition(
        id: try checkID("web"),
        method: "http",
        target: "http://shop.example/",
        interval: .seconds(60),
        timeout: .seconds(5),
        confirmation: Confirmation(down: 2, up: 2),
        rules: ""
      )
    )
    let outages = try ["2026-03-10T23:40:00Z", "2026-03-11T00:10:00Z"].map {
      Interval(try instant($0), try instant($0) + .minutes(10))
    }
    var time = try instant("2026-03-10T20:00:00Z")
    while time < (try instant("2026-03-12T00:10:00Z")) {
      let isDown = outages.contains { $0.contains(time) }
      judge.take(
        Sample(
          series: SeriesID(number: 0),
          due: time,
          start: time,
          outcome: isDown ? .down : .up,
          cause: isDown ? .connectRefused : nil
        )
      )
      time = time + .seconds(60)
    }
    return judge
  }

  @Test(arguments: [(TimeAmount.minutes(30), Int64(0)), (.minutes(10), 1), (.zero, 1)])
  func `an incident belongs to the day in which it first opened`(
    reopenWithin: TimeAmount,
    count: Int64
  ) throws {
    let limit = Indicator.incidents(IncidentLimit(atMost: 5))
    let agreement = try agreement(reopenWithin: reopenWithin, limit)
    let calendar = try CalendarWindows([agreement])
    var judge = try judge(calendar, agreement)
    let now = try instant("2026-03-12T00:10:00Z")
    let promise = judge.promises[0]
    let day = CivilWindow(.day, holding: try #require(CivilDate("2026-03-11"))).interval(in: .utc)
    let before = judge.standing(of: promise, in: .fixed(day), at: now)
    #expect(before.spent.low == count)
    // As the daemon forgets, a few minutes after the day.
    judge.forget(before: calendar.earliestNeeded([promise], now: now))
    #expect(judge.standing(of: promise, in: .fixed(day), at: now) == before)
  }

  @Test func `only promises about incidents ask for it`() throws {
    let now = try instant("2026-03-12T00:10:00Z")
    let yesterday = try instant("2026-03-11T00:00:00Z")
    let early = yesterday - .days(32)
    let cases: [(Indicator, TimeAmount, Instant)] = [
      (.incidents(IncidentLimit(atMost: 5)), .minutes(30), early),
      (.restore(RestoreTerms(within: .hours(4))), .minutes(30), early),
      (.response(RestoreTerms(within: .hours(4))), .minutes(30), early),
      (.requests(try percent("99%")), .minutes(30), yesterday),
    ]
    for (indicator, reopenWithin, needed) in cases {
      let agreement = try agreement(reopenWithin: reopenWithin, indicator)
      let calendar = try CalendarWindows([agreement])
      let promises = calendar.judge(by: [agreement]).promises
      #expect(calendar.earliestNeeded(promises, now: now) == needed)
    }
  }
}
