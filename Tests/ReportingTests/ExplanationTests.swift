import Accounting
import Agreement
import Chronology
import Judging
import Sampling
import TestKit
import Testing

@testable import Reporting

/// March 2026 of the story of clauses, taken apart.
@Suite struct ExplanationTests {
  private static func explanation(_ language: Language = .english) throws -> Explanation {
    let late = try ClauseStory.declared(
      .maintenance,
      "aaaaaaaaaaaa",
      from: "2026-03-14T09:10:00Z",
      to: "2026-03-14T09:20:00Z",
      noticed: "2026-03-14T08:00:00Z",
      recorded: "2026-03-14T08:00:01Z"
    )
    let timely = try ClauseStory.declared(
      .maintenance,
      "bbbbbbbbbbbb",
      from: "2026-03-14T09:30:00Z",
      to: "2026-03-14T09:40:00Z",
      noticed: "2026-03-01T08:00:00Z",
      recorded: "2026-03-01T08:00:01Z"
    )
    let clauses = ClauseStory(language: language, annotations: [late, timely])
    let zone = try Story.paris()
    let checks = try ["www", "api"].map {
      try Story.check($0, interval: .seconds(60), timeout: .seconds(10))
    }
    var story = Story(
      try clauses.agreement,
      checks: checks,
      zones: ["Europe/Paris": zone],
      annotations: clauses.annotations
    )
    let start = try Story.instant("2026-02-28T22:50:00Z")
    let outage = try Story.instant("2026-03-14T09:00:00Z")
    let end = try Story.instant("2026-03-31T22:10:00Z")
    for number in 0...1 {
      story.tell(number, from: start, to: outage, Story.up)
      story.tell(number, from: outage, to: outage + .minutes(44), Story.failed)
      story.tell(number, from: outage + .minutes(44), to: end, Story.up)
    }
    let report = try clauses.report()
    let window = Window.fixed(report.window)
    let now = try Story.instant("2026-04-10T08:00:00Z")
    let parts = try story.judge.promises.map { promise in
      let account = try #require(story.judge.account(of: promise, in: window, at: now))
      let result = try #require(report.results.first { $0.objective == promise.objective })
      return ExplainedObjective(result, account, evidence: []) { clause in
        clause.keys.last == "notice" ? ClausePlace(line: 7, text: "72h") : nil
      }
    }
    return Explanation(of: report, parts, file: "acme.yaml")
  }

  @Test func `every objective's stretches add up to what the report says of it`() throws {
    let explanation = try Self.explanation()
    #expect(explanation.objectives.count == explanation.report.results.count)
    for part in explanation.objectives {
      #expect(Arithmetic(of: part).addsUp, "\(part.result.objective.id)")
    }
  }

  @Test func `declarations stand where they count, with the clause that accepts or refuses them`()
    throws
  {
    let text = try Self.explanation().text()
    for words in [
      "maintenance aaaaaaaaaaaa, refused, notice came later than agreed: "
        + "exclusions.maintenance.notice: 72h (line 7)",
      "maintenance bbbbbbbbbbbb, excluded: exclusions.maintenance (not in the file",
      "excluded (down, proved)", "outside the promised time", "services.back-office.hours",
      "acme.yaml",
    ] {
      #expect(text.contains(words), "\(words)")
    }
  }

  @Test func `the comparison is multiplied out`() throws {
    let explanation = try Self.explanation()
    let part = try #require(
      explanation.objectives.first { $0.result.objective.id == "availability" }
    )
    let sums = Arithmetic(of: part)
    #expect(sums.comparisons.map(\.bound) == ["low", "estimate", "high"])
    for comparison in sums.comparisons {
      #expect(comparison.left == Int128(comparison.part) * 2_000)
      #expect(comparison.right == Int128(comparison.whole) * 1_999)
      #expect(comparison.isReached == (comparison.left >= comparison.right))
    }
    #expect(explanation.text().contains(" × 2000 = "))
  }

  @Test func `a French agreement is explained in French`() throws {
    let text = try Self.explanation(.french).text()
    for words in [
      "D'OÙ VIENNENT LES CHIFFRES", "indisponible, prouvé", "hors du temps promis", "calcul",
      "Les bornes disent donc\u{A0}: ", "préavis",
    ] {
      #expect(text.contains(words), "\(words)")
    }
  }

  @Test func `the same explanation gives the same bytes of JSON`() throws {
    let json = try Self.explanation().json
    #expect(json == (try Self.explanation().json))
    #expect(json.contains("\"reason\": \"notice-short\""))
    #expect(json.contains("\"clause\": \"exclusions.maintenance.notice\""))
    #expect(!json.contains("\"adds_up\": false"))
  }
}
