import Accounting
import Agreement
import Chronology
import Judging
import Reporting
import Sampling
import TestKit
import Testing

/// A rolling objective in a report on a fixed period, which is judged as one window.
@Suite struct RollingPeriodTests {
  /// A quarter of an hour under 95 % over any 5 min, with 40 s of failures from 09:03 on.
  func report(
    _ language: Language = .english,
    until end: String = "2026-03-14T09:20:00Z",
    follows: Bool = true
  ) throws -> Report {
    let check = try Story.check("demo", interval: .seconds(2), timeout: .milliseconds(500))
    let agreement = try Story.agreement(
      language,
      window: .rolling(.minutes(5)),
      target: "95%",
      check: check
    )
    let start = try Story.instant("2026-03-14T09:00:00Z")
    let period = Interval(start, start + .minutes(15))
    let now = try Story.instant(end)
    var story = Story(agreement, checks: [check], breaches: follows ? period : nil)
    let outage = start + .minutes(3)
    story.tell(from: start - .minutes(5), to: min(outage, now), Story.up)
    story.tell(from: outage, to: min(outage + .seconds(40), now), Story.failed)
    story.tell(from: outage + .seconds(40), to: now, Story.up)
    return Report(
      on: agreement,
      by: story.judge,
      over: .fixed(name: "2026-03-14T09:00:00Z..2026-03-14T09:15:00Z", period),
      at: now,
      zone: try Story.paris(),
      zoneVersion: "2025b",
      vantage: "par1",
      samples: story.samples(in: period)
    )
  }

  @Test func `a breached window makes it missed, though the whole period reaches the target`()
    throws
  {
    let result = try #require(report().results.first)
    #expect(result.standing.verdict == .met)
    #expect(result.verdict == .missed)
    let breaches = try #require(result.own?.breaches)
    let outage = try Story.instant("2026-03-14T09:03:00Z")
    // The ninth failure proves 16 s of the 15 s that may fail.
    #expect(breaches.kept.map(\.begun) == [outage + .seconds(16)])
    #expect(breaches.kept.allSatisfy { $0.over.map { $0 > outage + .minutes(5) } ?? false })
  }

  @Test func `the text says so, and names the breaches`() throws {
    let text = try report().text()
    // At worst down from 09:02:58 to 09:03:40.081, of which 14.25 s may be left in a window.
    #expect(
      text.contains(
        """
          available ≥ 95 % over any 5 min
          here the period is judged as one window; breaches are those of its own windows
          own windows             1 breach
                                  2026-03-14 10:03:16 +01:00 to 2026-03-14 10:08:26 +01:00

        """
      ),
      "\(text)"
    )
    let french = try report(.french).text()
    #expect(french.contains("  ici la période est jugée d'un bloc"), "\(french)")
    #expect(french.contains("  ses propres durées      1 manquement\n"), "\(french)")
    for line in (text + french).split(separator: "\n") { #expect(line.count <= 100, "\(line)") }
  }

  @Test func `and so does the JSON`() throws {
    let json = try report().json
    for member in [
      "\"verdict\": \"missed\"", "\"judged_as\": \"one-window\"",
      "\"one_window_verdict\": \"met\"", "\"breached\": 1",
      "\"start\": \"2026-03-14T09:03:16Z\"", "\"end\": \"2026-03-14T09:08:26Z\"",
    ] {
      #expect(json.contains(member), "\(member) in \(json)")
    }
  }

  @Test func `while the period is open, the state is that of the window that ends now`() throws {
    let open = try #require(report(until: "2026-03-14T09:04:00Z").results.first)
    #expect(open.standing.state == .ok || open.standing.state == .atRisk)
    #expect(open.state == .breached)
    #expect(open.own?.breaches?.kept.map(\.over) == [nil])
  }

  @Test func `without a breach the period speaks, and a judge that did not look says nothing`()
    throws
  {
    let early = try #require(report(until: "2026-03-14T09:02:00Z").results.first)
    #expect(early.verdict == early.standing.verdict)
    #expect(early.own?.breaches?.count == 0)
    let blind = try report(follows: false)
    #expect(blind.results.first?.own?.breaches == nil)
    #expect(!blind.text().contains("own windows  "))
    #expect(blind.text().contains("judged as one window"))
  }
}
