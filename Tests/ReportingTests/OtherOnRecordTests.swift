import Agreement
import Chronology
import Judging
import Reporting
import TestKit
import Testing

/// A report that is computed from another text than the recorded one says so.
@Suite struct OtherOnRecordTests {
  private static let hash = String(repeating: "ab12", count: 16)

  private func report(_ language: Language) throws -> (report: Report, detail: ReportDetail) {
    let story = try Story.minutes(language)
    let now = try Story.instant("2026-03-14T09:10:00Z")
    var report = Report(
      on: story.agreement,
      by: story.judge,
      over: .current,
      at: now,
      zone: try Story.paris(),
      zoneVersion: "2025b",
      vantage: "par1",
      samples: 0
    )
    let detail = ReportDetail(of: report, by: story.judge, at: now)
    report.otherOnRecord = RecordedRevision(
      agreement: "acme-hosting",
      revision: 3,
      sha256: Self.hash,
      recorded: try Story.instant("2026-02-03T04:05:06Z")
    )
    return (report, detail)
  }

  @Test func `text, pages and JSON name the hash and when it was recorded`() throws {
    let (english, detail) = try report(.english)
    let words = "another text: revision 3 was recorded on 2026-02-03T04:05:06Z with SHA-256 "
    for page in [english.text(), english.html(detail), english.markdown(detail)] {
      #expect(page.contains(words + Self.hash), "\(page)")
    }
    let line = try #require(english.text().split(separator: "\n").first { $0.contains(words) })
    #expect(line.hasPrefix("on record "))
    #expect(english.json.contains("\"on_record\": {"), "\(english.json)")
    #expect(english.json.contains(Self.hash))
    let (french, _) = try report(.french)
    #expect(
      french.text().contains(
        "consigné          un autre texte\u{A0}: la révision 3 a été consignée"
      )
    )
  }

  @Test func `a report on the recorded text says nothing of it`() throws {
    var (made, detail) = try report(.english)
    let before = made.html(detail)
    made.otherOnRecord = nil
    detail = try report(.english).detail
    #expect(made.html(detail) != before)
    for page in [made.text(), made.html(detail), made.json] {
      #expect(!page.contains("on record") && !page.contains("on_record"))
    }
  }
}
