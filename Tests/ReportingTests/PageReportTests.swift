import Accounting
import Agreement
import Chronology
import Judging
import Reporting
import TestKit
import Testing

/// A month as HTML, Markdown and CSV.
@Suite struct PageReportTests {
  static let months = [Language.french, .english].reduce(into: [Language: SimulatedMonth]()) {
    $0[$1] = try? SimulatedMonth($1)
  }
  static let hasPython = (try? Command("python3 -c 'import xml.etree'"))?.status == 0

  private func month(_ language: Language) throws -> SimulatedMonth {
    try #require(Self.months[language])
  }

  @Test(arguments: [(Language.french, "fr"), (.english, "en")])
  func `a month as a page in both languages`(language: Language, name: String) throws {
    let month = try month(language)
    TestFile.expectGolden("Reporting/month.\(name).html", month.report.html(month.detail))
    TestFile.expectGolden("Reporting/month.\(name).md", month.report.markdown(month.detail))
  }

  @Test func `a month as JSON`() throws {
    TestFile.expectGolden("Reporting/month.json", try month(.english).report.json)
  }

  @Test func `a month as CSV`() throws {
    let csv = try month(.french).report.csv
    TestFile.expectGolden("Reporting/month.csv", csv)
    #expect(try month(.english).report.csv == csv)
    let rows = csv.split(separator: "\r\n")
    #expect(rows.count == 10)
    #expect(Set(rows.map { $0.count { $0 == "," } }).count == 1, "no field of it has a comma")
  }

  @Test func `the same facts give the same bytes`() throws {
    let again = try SimulatedMonth(.english)
    let month = try month(.english)
    #expect(again.report.html(again.detail) == month.report.html(month.detail))
    #expect(again.report.markdown(again.detail) == month.report.markdown(month.detail))
  }

  @Test func `a page fetches and runs nothing`() throws {
    let month = try month(.english)
    let page = month.report.html(month.detail)
    for absent in ["<script", "<link", "<img", "<iframe", " src=", " href=", "@import", "url(h"] {
      #expect(!page.contains(absent), "\(absent)")
    }
  }

  @Test(.enabled(if: hasPython), arguments: Language.allCases)
  func `a page is well-formed`(language: Language) throws {
    let month = try month(language)
    let scratch = try Scratch()
    let path = try scratch.write(month.report.html(month.detail), to: "report.html")
    let parse = "import sys, xml.etree.ElementTree as t; t.parse(sys.argv[1])"
    let run = try Command("python3 -c \(Command.quoted(parse)) \(Command.quoted(path))")
    #expect(run.status == 0, "\(run.output)")
  }

  @Test(arguments: Language.allCases)
  func `a page says what every clause comes to`(language: Language) throws {
    let report = try ClauseStory.full(language).report()
    // Days are of no interest here: this judge knows none.
    let detail = ReportDetail(of: report, by: Judge(agreements: []), at: report.window.end)
    let pages = [report.html(detail), report.markdown(detail)]
    let lines = report.text().split(separator: "\n").map { $0.trimmingPrefix { $0 == " " } }
    let amount = try #require(
      lines.first { $0.hasPrefix(language == .english ? "contractual" : "montant contractuel") }
    )
    let told = language == .english ? "notice came later" : "le préavis est plus court"
    for page in pages {
      #expect(page.contains(amount), "\(amount)")
      #expect(page.contains(told))
    }
    if Self.hasPython {
      let scratch = try Scratch()
      let path = try scratch.write(pages[0], to: "report.html")
      let parse = "import sys, xml.etree.ElementTree as t; t.parse(sys.argv[1])"
      let run = try Command("python3 -c \(Command.quoted(parse)) \(Command.quoted(path))")
      #expect(run.status == 0, "\(run.output)")
    }
  }

  @Test func `another language changes words and no figure`() throws {
    var report = try month(.english).report
    report.language = .french
    let detail = try month(.english).detail
    let page = report.html(detail)
    #expect(page.contains("<html lang=\"fr\">") && page.contains("MANQUÉ"))
    #expect(report.text().contains("RAPPORT DE NIVEAU DE SERVICE"))
    #expect(try report.json == month(.english).report.json)
  }

  @Test func `no reason can become markup`() throws {
    let plain = try SimulatedMonth(.english, reason: "x", days: 3)
    let marks = { (page: String) in page.utf8.count { $0 == UInt8(ascii: "<") } }
    let expected = marks(plain.report.html(plain.detail))
    var random = SplitMix64(seed: 9)
    let parts = [
      "<", ">", "&", "\"", "'", "]]>", "<!--", "</td>", "<script>", "|", "`", "\u{0}", "\u{202E}",
      "\u{FFFE}", "a", " ", "é", "\n",
    ]
    for _ in 0..<8 {
      let reason = (0..<24).map { _ in parts.randomElement(using: &random) ?? "" }.joined()
      let month = try SimulatedMonth(.english, reason: reason, days: 3)
      let page = month.report.html(month.detail)
      #expect(marks(page) == expected, "\(reason.debugDescription)")
      #expect(!page.unicodeScalars.contains { $0 == "\u{0}" || $0 == "\u{202E}" })
      let lines = month.report.markdown(month.detail).split(separator: "\n")
      let rows = lines.filter { $0.contains("force majeure") }
      #expect(rows.count == 1)
      #expect(
        rows.allSatisfy {
          $0.replacing("\\\\", with: "").replacing("\\|", with: "").count { $0 == "|" } == 9
        }
      )
    }
  }

  @Test func `days and budgets add up to the figures`() throws {
    let month = try month(.english)
    #expect(month.detail.strips.map(\.service) == ["storefront", "api", "shop"])
    for (strip, id) in zip(month.detail.strips, ["availability", "api-availability"]) {
      let result = try #require(month.report.results.first { $0.objective.id == id })
      let time = result.standing.time
      #expect(strip.days.count == 31)
      #expect(strip.days.reduce(0) { $0 + $1.time.estimate } == time.estimate)
      #expect(strip.days.reduce(0) { $0 + $1.time.unknown } == time.unknown)
      #expect(strip.days.reduce(0) { $0 + $1.time.excluded } == time.excluded)
      let burnDown = try #require(month.detail.burnDowns.first { $0.objective == id })
      #expect(burnDown.points.last?.spent == result.standing.spent.estimate)
      #expect(zip(burnDown.points, burnDown.points.dropFirst()).allSatisfy { $0.spent <= $1.spent })
    }
    let burning = ["availability", "api-availability", "shop-availability"]
    #expect(month.detail.burnDowns.map(\.objective) == burning)
    #expect(
      month.report.exclusions.filter { $0.service == "storefront" }.map(\.decision.status)
        == [.accepted, .accepted, .rejected(.noticeShort), .disputed]
    )
  }

  @Test func `an open month shows what is not judged yet`() throws {
    let month = try SimulatedMonth(.english, days: 3)
    let days = try #require(month.detail.strips.first).days
    #expect(days.count == 31)
    #expect(days[2].unjudged == 0 && days[4].unjudged == days[4].length)
    #expect(month.detail.burnDowns.first?.points.count == 4, "to where everything is judged")
    #expect(month.report.html(month.detail).contains("not judged yet 24:00:00"))
  }
}
