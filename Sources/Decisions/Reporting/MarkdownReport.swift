import Agreement
import Judging
import Sampling

/// A report in Markdown, with tables as GitHub writes them.
///
/// Source: GitHub Flavored Markdown Spec, version 0.29-gfm, section 4.10.
struct MarkdownReport {
  let sheet: ReportSheet

  private var words: Wording { sheet.words }
  private var page: PageWords { sheet.page }

  /// The lines of the document.
  var lines: [String] {
    let head = ReportSheet.Table(
      [("", false), ("", false)],
      sheet.head.map { [$0.label.capitalizedFirst, $0.value] }
    )
    let sections: [(title: String, content: [String])] = [
      (page.services, services),
      (words.objectives, objectives),
      (page.time, table(sheet.time) + counts),
      ("\(words.incidents) (\(sheet.report.incidents.count))", incidents),
      ("\(page.exclusions) (\(sheet.report.exclusions.count))", exclusions),
      list(sheet.report.clauses.credits),
      (page.credits, block(sheet.credits)),
      (words.unknown.uppercased(), unknown),
      (page.days, days),
      list(sheet.report.clauses.following),
      list(sheet.report.clauses.revision),
      (words.method, method),
    ]
    let title = "# \(words.title.capitalizedFirst)"
    return [title, "", "**\(escaped(sheet.report.agreement.title))**", ""] + table(head)
      + sections.flatMap { section($0.title, $0.content) }
      + sheet.report.parts.flatMap { part in
        let page = MarkdownReport(sheet: ReportSheet(part.report, part.detail))
        return ["", "---", ""] + page.lines
      }
  }

  /// Sentences of the agreement.
  private func list(_ clauses: ClauseText.Section) -> (title: String, content: [String]) {
    (clauses.title, clauses.sentences.map { "- \(escaped($0))" })
  }

  private var incidents: [String] {
    table(sheet.incidents)
      + (sheet.statistics.isEmpty ? [] : [""] + block(sheet.statistics) + ["", page.evidence])
      + (sheet.clocks.rows.isEmpty ? [] : [""] + table(sheet.clocks))
  }

  /// Lines that stand as they are.
  private func block(_ lines: [String]) -> [String] {
    lines.map { $0.isEmpty ? "" : "    \($0.harmless)" }
  }

  private var services: [String] {
    let parts = sheet.responsibilities.map { "- \(escaped($0))" }
    let title = sheet.text.responsibilityTitle.capitalizedFirst + page.colon
    return table(sheet.services) + (parts.isEmpty ? [] : ["", escaped(title), ""] + parts)
  }

  private var objectives: [String] {
    let own = sheet.ownWindows.map { "- \(escaped($0))" }
    return table(sheet.objectives) + [""] + table(sheet.figures) + (own.isEmpty ? [] : [""] + own)
      + sheet.observed.flatMap { ["", escaped($0)] }
  }

  private var counts: [String] {
    let counts = sheet.counts
    return counts.rows.isEmpty ? [] : [""] + table(counts)
  }

  private var unknown: [String] {
    let isCut = sheet.report.unknown.contains { $0.cause == .onlySums }
    return table(sheet.unknown) + (isCut ? ["", escaped(words.onlySums)] : [])
  }

  private var exclusions: [String] {
    table(sheet.exclusions) + sheet.disputed.flatMap { ["", escaped($0)] }
  }

  private var days: [String] {
    if sheet.detail.isTooLong { return [page.tooLong] }
    if sheet.detail.strips.isEmpty { return [words.none.capitalizedFirst + "."] }
    return sheet.detail.strips.flatMap { strip in
      let table = sheet.days(of: strip)
      let title = ["### \(escaped(strip.service))", ""]
      return title + (table.rows.isEmpty ? [page.allUp] : self.table(table)) + [""]
    }.dropLast()
  }

  private var method: [String] {
    sheet.method.checks.map { "- \(escaped($0))" }
      + sheet.method.rules.flatMap { ["", escaped($0)] }
  }

  private func section(_ title: String, _ content: [String]) -> [String] {
    ["", "## \(escaped(title.capitalizedFirst))", ""] + content
  }

  private func table(_ table: ReportSheet.Table) -> [String] {
    guard !table.rows.isEmpty else { return [words.none.capitalizedFirst + "."] }
    let titles = row(table.columns.map { $0.title.capitalizedFirst })
    let rule = "|" + table.columns.map { $0.isNumber ? " ---: |" : " --- |" }.joined()
    return [titles, rule] + table.rows.map { row($0) }
  }

  private func row(_ cells: [String]) -> String {
    "|" + cells.map { " \(escaped($0)) |" }.joined()
  }

  /// The text on one line, with a backslash before what Markdown, or HTML in it, would read.
  private func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.harmless.unicodeScalars {
      if "\\`*_[]<>|~&@$".unicodeScalars.contains(scalar) { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
    // What would be read as an address that nobody wrote as one.
    return result.replacing("://", with: "\\://")
  }
}

extension Report {
  /// The report in Markdown in its language: the same report and detail give the same bytes.
  package func markdown(_ detail: ReportDetail) -> String {
    MarkdownReport(sheet: ReportSheet(self, detail)).lines.map { "\($0)\n" }.joined()
  }
}
