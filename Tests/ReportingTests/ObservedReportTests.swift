import Accounting
import Agreement
import Chronology
import Judging
import Reporting
import TestKit
import Testing

/// What a report says of what is observed outside.
@Suite struct ObservedReportTests {
  func report(_ language: Language, isEmpty: Bool = false) throws -> (
    Report, Judge, Instant
  ) {
    let objectives = [
      Objective(
        id: "helped",
        service: "contacts",
        indicator: .ratio(RatioTerms(try ClauseStory.percent("80"))),
        window: .month
      ),
      Objective(
        id: "p95",
        service: "answers",
        indicator: .duration(
          DurationLimit(
            within: .minutes(10),
            share: try ClauseStory.percent("95"),
            isPercentile: true
          )
        ),
        window: .month
      ),
    ]
    let services = [ObservedDesk.contacts(), ObservedDesk.answers()]
    let agreement = try ObservedDesk.agreement(services, objectives, language)
    let month = try #require(CivilWindow("2026-03")).interval(in: .utc)
    var judge = Judge(agreements: [agreement])
    if !isEmpty {
      for good in [40, 42] as [Int64] {
        judge.take(counts(month.start, good, recorded: month.end + .hours(good)))
      }
      judge.take(answers(month.start))
    }
    let now = month.end + .days(10)
    let report = Report(
      on: agreement,
      by: judge,
      over: .fixed(name: "2026-03", month),
      at: now,
      zone: .utc,
      zoneVersion: "2025b",
      vantage: "here",
      samples: 0
    )
    return (report, judge, now)
  }

  private func counts(_ start: Instant, _ good: Int64, recorded: Instant) -> RecordedObservations {
    RecordedObservations(
      recorded: recorded,
      feed: ObservationFeed(name: "first-contact", kind: .counts),
      source: "ticket \u{1B}[31msystem",
      author: .measurer,
      hash: Array(repeating: 0, count: 32),
      entries: [
        ObservedEntry(
          id: "a",
          interval: Interval(start, start + .days(40)),
          good: good,
          valid: 50
        )
      ]
    )
  }

  private func answers(_ start: Instant) -> RecordedObservations {
    RecordedObservations(
      recorded: start + .days(31),
      feed: ObservationFeed(name: "answer-time", kind: .durations),
      source: "telephone",
      author: .measurer,
      hash: Array(repeating: 0, count: 32),
      entries: (1...20 as ClosedRange<Int64>).map { minute in
        let begun = start + .hours(minute)
        return ObservedEntry(id: "\(minute)", interval: Interval(begun, begun + .minutes(minute)))
      }
    )
  }

  @Test func `text names the source, the entries, corrections and that constat measured nothing`()
    throws
  {
    let text = try report(.english).0.text()
    #expect(text.contains("fed from outside      counts first-contact"))
    #expect(text.contains("good cases ≥ 80 % per month"), "\(text)")
    #expect(text.contains("50 = 42 good + 8 bad"), "\(text)")
    let flowing = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      flowing.contains(
        "1 entry, 1 of them corrected, last recorded 2026-04-02"
      ),
      "\(flowing)"
    )
    #expect(flowing.contains("; not measured by constat entries that reach beyond the window, and"))
    #expect(flowing.contains("count where they begin: 1"), "\(flowing)")
    #expect(flowing.contains("percentile 19 min 00 s"), "\(flowing)")
    #expect(!text.contains("\u{1B}"))
    for line in text.split(separator: "\n") { #expect(line.count <= 100, "\(line)") }
    // No timeline, no incident statistics: nobody probed.
    #expect(!text.contains("MTTR") && !text.contains("up 744"))
  }

  @Test func `in French too`() throws {
    let flowing = try report(.french).0.text().split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    #expect(flowing.contains("de l'extérieur : source telephone, 20 entrées"), "\(flowing)")
    #expect(flowing.contains("non mesuré par constat"))
  }

  @Test func `JSON, CSV, Markdown and HTML have the same`() throws {
    let (report, judge, now) = try report(.english)
    let json = report.json
    for part in [
      "\"kind\": \"ratio\"", "\"measured_by_constat\": false", "\"corrected\": 1",
      "\"percentile_ms\": 1140000", "\"budget_cases\"", "\"reaching_beyond\": 1",
      "\"observations\": {\"kind\": \"counts\", \"name\": \"first-contact\"}",
    ] {
      let flat = json.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      let wanted = part.split(separator: " ").joined(separator: " ")
      #expect(
        flat.contains(wanted)
          || flat.replacing("{ ", with: "{").replacing(" }", with: "}")
            .contains(wanted),
        "\(part): \(json)"
      )
    }
    let rows = report.csv.split(separator: "\r\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    let sources = try #require(rows[0].firstIndex(of: "sources"))
    #expect(rows[2][sources] == "telephone")
    let detail = ReportDetail(of: report, by: judge, at: now)
    #expect(detail.strips.isEmpty && detail.burnDowns.isEmpty)
    for page in [report.markdown(detail), report.html(detail)] {
      #expect(page.contains("not measured by constat"))
      #expect(page.contains("telephone") && !page.contains("\u{1B}"))
    }
  }

  @Test func `of nothing on record the report says that`() throws {
    let (report, _, _) = try report(.english, isEmpty: true)
    let text = report.text()
    #expect(text.contains("from outside: nothing is on record; not measured by constat"), "\(text)")
    #expect(report.results.allSatisfy { $0.verdict == .undetermined })
  }
}
