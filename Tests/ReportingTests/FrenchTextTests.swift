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
    let (desk, judge, now) = try ObservedReportTests().report(.french)
    let observed = ReportDetail(of: desk, by: judge, at: now)
    let certificates = try WatchedMonth.certificates(.french)
    let clock = try WatchedMonth.clock(.french)
    return [
      "observed": desk.text(), "observed Markdown": desk.markdown(observed),
      "explained cases": try ObservedExplanationTests.explanation(.french).text(),
      "certificates": certificates.report.text(), "clock": clock.report.text(),
      "explained certificates": try certificates.explanation().text(),
      "explained clock": try clock.explanation().text(),
      "an instant": try certificates.moment("2026-03-16T18:00:00Z").text(),
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

  @Test func `a semicolon has a space before it`() throws {
    for (place, page) in try pages() where !["HTML", "month"].contains(place) {
      for match in page.matches(of: #/[^\s]; /#) {
        Issue.record("\(place): \(context(page, match.range))")
      }
    }
  }

  @Test func `no line begins with a sign that belongs to the word before it`() throws {
    for (place, page) in try pages() {
      for match in page.matches(of: #/ [:;?!](?:\s|$)/#) {
        Issue.record("\(place): \(context(page, match.range))")
      }
    }
    let words = "un engagement de 99,95 % ; rien d'autre".withFrenchSpaces
    #expect(words == "un engagement de 99,95 %\u{A0}; rien d'autre")
    let lines = "une part de 10 % au plus".wrapped(to: 14, indent: 0)
    #expect(lines == ["une part de", "10 % au plus"])
  }

  @Test func `what was corrected is said in French where a French report is revised`() throws {
    let observations = RecordedObservations(
      recorded: Instant(seconds: 1_775_000_000),
      feed: ObservationFeed(name: "calls", kind: .counts),
      source: "ticket system",
      author: .measurer,
      hash: Array(repeating: 0, count: 32),
      entries: []
    )
    func fact(_ corrected: Int) -> LateFact {
      LateFact(
        of: observations,
        about: [],
        count: 3,
        corrected: corrected,
        recorded: observations.recorded
      )
    }
    #expect(fact(1).reason(in: .french) == "calls\u{A0}: 3 (dont 1 corrigée), ticket system")
    #expect(fact(2).reason(in: .french) == "calls\u{A0}: 3 (dont 2 corrigées), ticket system")
    #expect(fact(1).reason(in: .english) == "calls: 3 (1 corrected), ticket system")
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

  @Test func `a colon has a space before it`() throws {
    for (place, page) in try pages() {
      for match in page.matches(of: #/[^-\s:0-9"]: /#) {
        Issue.record("\(place): \(context(page, match.range))")
      }
    }
  }

  private func context(_ page: String, _ range: Range<String.Index>) -> String {
    let start = page.index(range.lowerBound, offsetBy: -40, limitedBy: page.startIndex)
    let end = page.index(range.upperBound, offsetBy: 20, limitedBy: page.endIndex)
    return String(page[(start ?? page.startIndex)..<(end ?? page.endIndex)])
  }
}
