import Accounting
import Agreement
import Chronology
import Judging
import TestKit
import Testing

@testable import Reporting

/// What a sealed report says of itself.
@Suite struct ReportSealTests {
  private func report(_ language: Language) throws -> (report: Report, detail: ReportDetail) {
    let story = try Story.march(language)
    let now = try Story.instant("2026-04-04T00:00:00Z")
    let report = Report(
      on: story.agreement,
      by: story.judge,
      over: .fixed(name: "2026-03", try Self.march()),
      at: now,
      zone: try Story.paris(),
      zoneVersion: "2025b",
      vantage: "par1",
      samples: 0
    )
    return (report, ReportDetail(of: report, by: story.judge, at: now))
  }

  private static func march() throws -> Interval {
    Interval(try Story.instant("2026-02-28T23:00:00Z"), try Story.instant("2026-03-31T22:00:00Z"))
  }

  private func previous(_ figures: [SealedReport.Figure]) throws -> SealedReport {
    let asOf = try Story.instant("2026-04-03T22:00:00Z")
    return SealedReport(
      agreement: "acme-hosting",
      revision: 3,
      sha256: "aa",
      period: "2026-03",
      window: try Self.march(),
      number: 1,
      asOf: asOf,
      sealed: asOf + .seconds(10),
      figures: figures,
      root: nil,
      hashes: [.json: "bb", .html: "cc"]
    )
  }

  private func seal(
    _ report: Report,
    after previous: SealedReport? = nil,
    because: [LateFact] = []
  ) throws -> ReportSeal {
    ReportSeal(
      of: report,
      for: ReportTask(
        report.agreement,
        "2026-03",
        try Self.march(),
        after: previous,
        because: because
      ),
      asOf: try Story.instant("2026-04-05T00:00:00Z"),
      at: try Story.instant("2026-04-05T00:00:10Z"),
      on: SealedReport.Root(size: 42, hash: "dd")
    )
  }

  @Test func `a first revision names its instants and its root, and nothing that changed`() throws {
    var (report, detail) = try report(.english)
    let unsealed = report.json
    #expect(unsealed.contains("\"sealed\": false") && !unsealed.contains("\"seal\""))
    let first = try seal(report)
    #expect(first.number == 1 && first.changes.isEmpty)
    #expect(first.figures.map(\.objective) == ["availability", "fast-enough"])
    #expect(first.figures[0].verdict == report.results[0].verdict.rawValue)
    report.seal = first
    #expect(report.json.contains("\"sealed\": true"))
    for member in [
      "\"seal\": {", "\"revision\": 1", "\"as_of\": \"2026-04-05T00:00:00Z\"",
      "\"ledger\": {\"entries\": 42, \"root\": \"dd\"}", "\"replaces\": null", "\"changes\": []",
    ] {
      #expect(report.json.contains(member), "\(member)\n\(report.json.suffix(600))")
    }
    let page = report.html(detail)
    #expect(page.contains("Sealed report, revision 1"))
    #expect(page.contains("rests on the first 42 entries of the ledger, root dd"))
    #expect(!page.contains("no figure changed"))
    detail = ReportDetail(of: report, by: try Story.march(.english).judge, at: first.asOf)
    #expect(report.html(detail) == page, "the same report gives the same bytes")
  }

  @Test func `a later one has the old figure beside the new, and who declared what`() throws {
    var (report, detail) = try report(.french)
    let figures = try self.seal(report).figures
    let before = SealedReport.Figure(
      objective: "availability",
      verdict: "met",
      estimate: "99.950000 %"
    )
    let gone = SealedReport.Figure(objective: "gone", verdict: "missed", estimate: "-")
    let recorded = RecordedAnnotation(
      id: "0123456789ab",
      recorded: try Story.instant("2026-04-04T10:00:00Z"),
      annotation: Annotation(
        kind: .forceMajeure,
        scope: .agreement("acme-hosting"),
        start: try Story.instant("2026-03-14T09:00:00Z"),
        end: try Story.instant("2026-03-14T10:00:00Z"),
        author: .provider,
        reason: "Inondation & panne"
      )
    )
    let fact = try #require(LateFact(recorded, about: nil))
    let second = try self.seal(
      report,
      after: previous([before, figures[1], gone]),
      because: [fact]
    )
    #expect(second.number == 2 && second.changed == ["availability", "gone"])
    #expect(second.changes[0].before == before && second.changes[0].after == figures[0])
    #expect(second.changes[1].before == gone && second.changes[1].after == nil)
    report.seal = second
    let json = report.json
    for member in [
      "\"replaces\": {\"revision\": 1, ", "\"sha256\": \"bb\"", "\"objective\": \"availability\"",
      "\"before\": {\"verdict\": \"met\", \"estimate\": \"99.950000 %\"}", "\"after\": null",
      "\"kind\": \"force-majeure\"", "\"author\": \"provider\"",
      "\"reason\": \"Inondation & panne\"",
    ] {
      #expect(json.contains(member), "\(member)\n\(json.suffix(1_200))")
    }
    let page = report.html(detail)
    for words in [
      "Rapport scellé, révision 2", "remplace la révision 1", "99,950000 %",
      "Inondation &amp; panne", "force majeure (0123456789ab)", "le prestataire",
    ] {
      #expect(page.contains(words), "\(words)")
    }
    detail = ReportDetail(of: report, by: try Story.march(.french).judge, at: second.asOf)
    let same = try self.seal(report, after: previous(figures), because: [fact])
    #expect(same.changes.isEmpty)
    report.seal = same
    #expect(report.html(detail).contains("aucun chiffre n&#39;a changé"))
  }
}
