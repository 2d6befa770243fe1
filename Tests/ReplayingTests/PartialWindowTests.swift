import Accounting
import Agreement
import Chronology
import Judging
import Reporting
import Sampling
import TestKit
import Testing

@testable import Replaying

/// March 2026 in Paris, in which an agreement begins on the 16th: 743 hours, 383 of them under it.
@Suite struct PartialWindowTests {
  private func agreement(_ partial: PartialWindow, _ indicator: Indicator) throws -> Agreement {
    Agreement(
      id: "shop",
      title: "Hosting of the shop",
      revision: 1,
      effective: try #require(CivilDate("2026-03-16")),
      language: .english,
      timeZone: "Europe/Paris",
      currency: euro,
      parties: Parties(provider: Party(name: "ACME"), customer: Party(name: "Boutique")),
      services: [Service(id: "front", description: "It answers", check: try checkID("web"))],
      objectives: [Objective(id: "o", service: "front", indicator: indicator, window: .month)],
      clauses: Clauses(partial: partial),
      sha256: "00"
    )
  }

  /// A sample each 40 s of all March; down for ten hours before the agreement holds, and for 2,000 s
  /// after.
  private func judge(_ agreement: Agreement, _ period: Report.Period, at now: Instant) throws
    -> Judge
  {
    var judge = try CalendarWindows([agreement]).judge(by: agreement, over: period, at: now)
    judge.define(
      SeriesID(number: 0),
      CheckDefinition(
        id: try checkID("web"),
        method: "http",
        target: "http://shop.example/",
        interval: .seconds(40),
        timeout: .seconds(5),
        confirmation: Confirmation(),
        rules: ""
      )
    )
    let before = try instant("2026-03-10T00:00:00Z")
    let after = try instant("2026-03-20T00:00:00Z")
    var time = try instant("2026-02-28T22:00:00Z")
    let end = try instant("2026-03-31T22:10:00Z")
    while time < end {
      let isDown =
        Interval(before, before + .hours(10)).contains(time)
        || Interval(after, after + .seconds(2_000)).contains(time)
      judge.take(
        Sample(
          series: SeriesID(number: 0),
          due: time,
          start: time,
          outcome: isDown ? .down : .up,
          cause: isDown ? .connectRefused : nil
        )
      )
      time = time + .seconds(40)
    }
    return judge
  }

  private func result(
    _ partial: PartialWindow,
    _ indicator: Indicator? = nil,
    isCurrent: Bool = false
  ) throws -> (report: Report, result: ObjectiveResult) {
    let share = Indicator.availability(AvailabilityTerms(try percent("99.9%")))
    let agreement = try agreement(partial, indicator ?? share)
    let zone = try ZoneFiles.rules(of: "Europe/Paris")
    let window = try #require(CivilWindow("2026-03")).interval(in: zone)
    let period = isCurrent ? Report.Period.current : .fixed(name: "2026-03", window)
    let now = isCurrent ? window.end - .seconds(1) : window.end + .minutes(10)
    let report = Report(
      on: agreement,
      by: try judge(agreement, period, at: now),
      over: period,
      at: now,
      zone: zone,
      zoneVersion: "any",
      vantage: "here",
      samples: 0
    )
    return (report, try #require(report.results.first))
  }

  @Test(arguments: [
    // 1 − 2,000 s ÷ 2,674,800 s, of which 2,674.8 s may fail.
    (PartialWindow.deemAvailable, "99.925228", Verdict.met, Int64(2_674_800)),
    // 1 − 2,000 s ÷ 1,378,800 s.
    (.prorate, "99.854946", .missed, 1_378_800),
  ])
  func `the rest of a window in which the agreement begins is what the clause says`(
    partial: PartialWindow,
    share: String,
    verdict: Verdict,
    seconds: Int64
  ) throws {
    let (report, found) = try result(partial)
    #expect(found.standing.estimate.number(decimals: 6) == share)
    #expect(found.verdict == verdict)
    #expect(found.standing.budget.whole == seconds * 1_000)
    #expect(report.window.length == .seconds(seconds))
    #expect(report.isClipped == (partial == .prorate))
    let (_, current) = try result(partial, isCurrent: true)
    #expect(current.standing.budget.whole == seconds * 1_000)
    #expect(current.standing.window == found.standing.window)
    #expect(current.standing.spent == found.standing.spent)
  }

  @Test(arguments: [false, true])
  func `a window that is skipped proves nothing, whatever is promised`(isCurrent: Bool) throws {
    let indicators: [Indicator?] = [
      nil, .downtime(.minutes(10)), .longestOutage(.minutes(10)), .requests(try percent("99.9%")),
      .incidents(IncidentLimit(atMost: 0)),
    ]
    for indicator in indicators {
      let (_, found) = try result(.skip, indicator, isCurrent: isCurrent)
      #expect(found.verdict == .undetermined, "\(indicator as Indicator?)")
      #expect(found.standing.proved == .undetermined)
      #expect(found.standing.state == .ok)
    }
  }

  @Test(arguments: [PartialWindow.prorate, .deemAvailable])
  func `no outage of the time before the agreement is held against it`(
    partial: PartialWindow
  ) throws {
    let longest = try result(partial, .longestOutage(.hours(1))).result
    #expect(longest.standing.spent.estimate == 2_000_000)
    #expect(longest.verdict == .met)
    let count = try result(partial, .incidents(IncidentLimit(atMost: 1))).result
    #expect(count.standing.spent.low == 1)
    let together = try result(partial, .downtime(.hours(1))).result
    #expect(together.standing.spent.estimate == 2_000_000)
  }

  @Test func `the windows that may have something to say are those that are judged`() throws {
    let now = try instant("2026-04-02T00:00:00Z")
    for (partial, start) in [
      (PartialWindow.prorate, "2026-03-15T23:00:00Z"), (.deemAvailable, "2026-02-28T23:00:00Z"),
      (.skip, "2026-02-28T23:00:00Z"),
    ] {
      let agreement = try agreement(partial, .downtime(.hours(1)))
      let calendar = try CalendarWindows([agreement])
      let promise = try #require(calendar.judge(by: [agreement]).promises.first)
      let windows = calendar.pending(promise, after: nil, now: now)
      #expect(windows.map(\.start) == [try instant(start), try instant("2026-03-31T22:00:00Z")])
    }
  }
}
