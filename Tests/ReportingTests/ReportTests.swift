import Agreement
import Chronology
import Judging
import Reporting
import Sampling
import TestKit
import Testing

@Suite struct ReportTests {
  static func march(_ language: Language = .french, until end: String = "2026-03-31T22:10:00Z")
    throws -> Report
  {
    let story = try Story.march(language, until: end)
    let zone = try Story.paris()
    let window = try #require(CivilWindow("2026-03"))
    return Report(
      on: story.agreement,
      by: story.judge,
      over: .fixed(name: window.description, window.interval(in: zone)),
      at: try Story.instant(end),
      zone: zone,
      zoneVersion: "2025b",
      vantage: "par1",
      samples: story.samples(in: window.interval(in: zone))
    )
  }

  static func minutes(_ language: Language = .english) throws -> Report {
    let story = try Story.minutes(language)
    let end = try Story.instant("2026-03-14T09:09:58.250Z")
    return Report(
      on: story.agreement,
      by: story.judge,
      over: .current,
      at: try Story.instant("2026-03-14T09:10:00.300Z"),
      zone: try Story.paris(),
      zoneVersion: "2025b",
      vantage: "par1",
      samples: story.samples(in: Interval(end - .minutes(5), end))
    )
  }

  @Test func `a month is judged over its civil window`() throws {
    let report = try Self.march()
    #expect(report.window.length == .hours(743))
    #expect(report.isClosed)
    #expect(report.results.map(\.objective.id) == ["availability", "fast-enough"])
    #expect(report.results.map(\.standing.window) == [report.window, report.window])
  }

  @Test func `the division of time is exact`() throws {
    let time = try #require(Self.march().results.first).standing.time
    #expect(time.elapsed == 743 * 3_600_000)
    #expect(time.up + time.estimate + time.unknown == time.elapsed)
    // 44 failures a minute apart and one alone.
    #expect(time.estimate == 45 * 60_000)
    #expect(time.low <= time.estimate && time.estimate <= time.high)
    // Two hours of silence, less what the samples before and after them vouch for.
    #expect((6_900_000...7_200_000).contains(time.unknown))
  }

  @Test func `a failure alone counts in the sums and is no incident`() throws {
    let report = try Self.march()
    #expect(report.incidents.count == 1)
    let incident = try #require(report.incidents.first)
    #expect(incident.downtime == .minutes(44))
    #expect(incident.id == "acme-hosting/storefront/1773478800000")
  }

  @Test func `unknown stretches sum up to the unknown time`() throws {
    let report = try Self.march()
    let sum = report.unknown.reduce(TimeAmount.zero) { $0 + $1.interval.length }
    #expect(sum.wholeMilliseconds == report.results.first?.standing.time.unknown)
    #expect(report.unknown.map(\.cause) == [.gap(.daemonStopped)])
  }

  @Test func `before its end a window is open, and judged as far as it goes`() throws {
    let report = try Self.march(until: "2026-03-14T09:20:00Z")
    #expect(!report.isClosed)
    #expect(report.judgedUntil < report.window.end)
    #expect(report.results.first?.standing.state == .atRisk)
  }

  @Test(arguments: Language.allCases)
  func `a period to come has no state, and says that it has not begun`(language: Language) throws {
    let report = try Self.march(language, until: "2026-02-28T22:59:59Z")
    #expect(!report.hasBegun && !report.isClosed)
    let text = report.text()
    let words = language == .english ? "2026-03, not begun yet" : "2026-03, pas encore commencée"
    #expect(text.contains(words), "\(text)")
    for absent in ["state now", "état actuel", "Judged until", "Jugé jusqu'au"] {
      #expect(!text.contains(absent), "\(text)")
    }
    #expect(report.json.contains("\"begun\": false"))
    for absent in ["judged_until", "\"state\""] { #expect(!report.json.contains(absent)) }
    #expect(try Self.march(language, until: "2026-02-28T23:00:00Z").hasBegun)
  }

  @Test func `time that the judge has folded adds up, and what the period cuts says what to do`()
    throws
  {
    let check = try Story.check("www", interval: .seconds(2), timeout: .seconds(1))
    let agreement = try Story.agreement(.english, window: .month, check: check)
    var story = Story(agreement, checks: [check], timelineLimit: 64)
    let start = try Story.instant("2026-03-14T00:00:00Z")
    for minute in 0..<1_440 as Range<Int64> {
      let time = start + .minutes(minute)
      story.tell(from: time, to: time + .seconds(1), Story.up)
    }
    func report(from first: Int64) throws -> Report {
      Report(
        on: agreement,
        by: story.judge,
        over: .fixed(name: "part", Interval(start + .minutes(first), start + .minutes(1_440))),
        at: start + .minutes(1_500),
        zone: try Story.paris(),
        zoneVersion: "2025b",
        vantage: "par1",
        samples: 1_440
      )
    }
    let whole = try report(from: 0)
    // A minute, less 3 s, 1,440 times.
    #expect(whole.results.first?.standing.time.unknown == 82_080_000)
    #expect(whole.unknown.reduce(.zero) { $0 + $1.length } == .seconds(82_080))
    #expect(whole.text().contains("no-sample                22:48:00  (1440 stretches)"))
    #expect(whole.json.contains("\"unknown_ms\": "))
    let part = try report(from: 60)
    let unknown = try #require(part.results.first).standing.time.unknown
    #expect(part.unknown.reduce(.zero) { $0 + $1.length } == .milliseconds(unknown))
    #expect(part.unknown.contains { $0.cause == .onlySums })
    #expect(!part.text().contains("damaged"))
    #expect(part.text().contains("Report on a period that holds it whole"))
  }

  @Test func `rolling objectives are judged over their own windows`() throws {
    let report = try Self.minutes()
    #expect(report.isCurrent && !report.isClosed)
    for result in report.results { #expect(result.standing.window.length == .minutes(5)) }
    #expect(report.window.length == .minutes(5))
  }

  @Test(
    arguments: [
      (WindowRule.month, "2026-02-28T23:00:00Z", 743), (.week, "2026-03-22T23:00:00Z", 167),
      (.day, "2026-03-28T23:00:00Z", 23),
    ] as [(WindowRule, String, Int64)]
  )
  func `a calendar rule has a window at every instant`(
    rule: WindowRule,
    start: String,
    hours: Int64
  ) throws {
    let window = rule.current(
      at: try Story.instant("2026-03-29T12:00:00Z"),
      in: try Story.paris()
    )
    let begin = try Story.instant(start)
    #expect(window == .fixed(Interval(begin, begin + .hours(hours))))
    #expect(WindowRule.rolling(.minutes(1)).current(at: begin, in: .utc) == .rolling(.minutes(1)))
  }
}
