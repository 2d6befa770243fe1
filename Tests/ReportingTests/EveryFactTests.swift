import Agreement
import Chronology
import Judging
import TestKit
import Testing

@testable import Reporting

/// Whoever reads the page has every fact that whoever reads the text has.
@Suite struct EveryFactTests {
  /// The figures, times, ids and amounts of a text: every word with a digit in it.
  private func facts(_ text: String) -> Set<Substring> {
    let trimmed = text.split(whereSeparator: \.isWhitespace).map { word in
      word.drop { "(<".contains($0) }.reversed().drop { "),;.:>".contains($0) }.reversed()
    }
    return Set(trimmed.map { Substring(String($0)) }.filter { $0.contains(where: \.isNumber) })
  }

  private func expectAll(of report: Report) {
    let detail = ReportDetail(of: report, by: Judge(agreements: []), at: report.window.end)
    let html = report.html(detail)
    let markdown = report.markdown(detail)
    for fact in facts(report.text()) {
      #expect(html.contains(fact), "HTML lacks \(fact)")
      let escaped = fact.replacing("_", with: "\\_")
      #expect(markdown.contains(escaped), "Markdown lacks \(fact)")
    }
  }

  @Test(arguments: Language.allCases)
  func `of a month with every kind of clause`(_ language: Language) throws {
    expectAll(of: try ClauseStory.full(language).report())
  }

  @Test(arguments: Language.allCases)
  func `of a month that is open, with what has been disputed and accepted`(
    _ language: Language
  ) throws {
    var story = try ClauseStory.full(language)
    story.annotations += [
      try ClauseStory.declared(
        .dispute,
        "000000000006",
        from: "2026-03-15T09:00:00Z",
        recorded: "2026-03-15T09:00:00Z",
        by: .customer,
        about: "000000000003",
        because: "there was no flood"
      ),
      try ClauseStory.declared(
        .accept,
        "000000000007",
        from: "2026-03-15T10:00:00Z",
        recorded: "2026-03-15T10:00:00Z",
        by: .customer,
        about: "000000000001",
        because: "we were told"
      ),
    ]
    let report = try story.report(at: "2026-03-14T14:00:00Z", until: "2026-03-14T13:59:00Z")
    expectAll(of: report)
    let closed = try story.report()
    expectAll(of: closed)
    let who =
      language == .english ? "by the customer (000000000006)" : "par le client (000000000006)"
    #expect(closed.text().contains(who))
    #expect(closed.json.contains("\"annotation\": \"000000000006\""))
    #expect(closed.json.contains("\"declared_reason\": \"there was no flood\""))
  }

  @Test(arguments: Language.allCases)
  func `of rolling windows and their breaches`(_ language: Language) throws {
    let report = try RollingPeriodTests().report(language)
    expectAll(of: report)
    #expect(report.text().contains("2026-03-14 10:03:16"))
  }
}
