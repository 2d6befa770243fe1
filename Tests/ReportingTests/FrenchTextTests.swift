import Agreement
import Chronology
import Judging
import Testing

@testable import Reporting

/// A French report is French throughout: its units, its decimal comma, and the space before a colon.
@Suite struct FrenchTextTests {
  /// Everything that a report says in French, by where it stands.
  private func pages() throws -> [String: String] {
    let simulated = try SimulatedMonth(.french)
    let (month, detail) = (simulated.report, simulated.detail)
    let clauses = try ClauseStory.full(.french).report()
    let plain = ReportDetail(of: clauses, by: Judge(agreements: []), at: clauses.window.end)
    let html = clauses.html(plain)
    let body = try #require(html.firstRange(of: "<body>"))
    let whole = month.html(detail)
    let rest = try #require(whole.firstRange(of: "<body>"))
    return [
      "text": clauses.text(), "HTML": String(html[body.lowerBound...]),
      "Markdown": clauses.markdown(plain), "month": String(whole[rest.lowerBound...]),
    ]
  }

  @Test func `no unit is English`() throws {
    for (place, page) in try pages() {
      for match in page.matches(of: /[0-9] d\b(?!')/) {
        Issue.record("\(place): …\(page[match.range].description)… \(context(page, match.range))")
      }
      for match in page.matches(of: /[0-9]\.[0-9]+ (?:ms|s|h|j|%)/) {
        Issue.record("\(place): \(context(page, match.range))")
      }
    }
  }

  @Test func `a colon has a space before it`() throws {
    for (place, page) in try pages() {
      for match in page.matches(of: #/[^-\s:0-9"]: /#) {
        Issue.record("\(place): \(context(page, match.range))")
      }
    }
  }

  @Test func `agreed lengths are whole, measured ones are cut off`() {
    let words = Wording.french
    #expect(words.term(.hours(72)) == "72 h")
    #expect(words.term(.days(30)) == "30 j")
    #expect(words.term(.minutes(5)) == "5 min")
    #expect(words.term(.seconds(90)) == "90 s")
    #expect(words.term(.milliseconds(1_500)) == "1,500 s")
    #expect(words.term(.milliseconds(500)) == "500 ms")
    #expect(words.term(.zero) == "0 ms")
    #expect(words.term(.days(8) + .seconds(3_661)) == "8 j 1 h 1 min 1 s")
    #expect(words.span(.days(3) + .seconds(61)) == "3 j 00 h")
    #expect(Wording.english.term(.days(30)) == "30 d")
    #expect(Wording.english.term(.milliseconds(61_500)) == "0:01:01.500")
  }

  private func context(_ page: String, _ range: Range<String.Index>) -> String {
    let start = page.index(range.lowerBound, offsetBy: -40, limitedBy: page.startIndex)
    let end = page.index(range.upperBound, offsetBy: 20, limitedBy: page.endIndex)
    return String(page[(start ?? page.startIndex)..<(end ?? page.endIndex)])
  }
}
