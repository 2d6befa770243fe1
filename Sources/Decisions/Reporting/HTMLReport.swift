import Agreement
import Judging

/// A report as one page of HTML: nothing in it is fetched or run, and it can be printed.
struct HTMLReport {
  let sheet: ReportSheet
  /// What the charts of this part of the page are numbered from: names on a page are unique.
  var firstChart = 0

  private var words: Wording { sheet.words }
  private var page: PageWords { sheet.page }

  /// The whole document.
  var source: String {
    let title =
      "\(words.title.capitalizedFirst) – \(sheet.report.agreement.title) – \(sheet.periodName)"
    let root = Markup(
      "html",
      ["lang": sheet.report.language.rawValue],
      [
        Markup(
          "head",
          [:],
          [
            Markup("meta", ["charset": "utf-8"], []),
            Markup("meta", ["name": "viewport", "content": "width=device-width"], []),
            Markup("title", text: title),
            Markup("style", [:], [PageStyle.markup(running: sheet.running, page: page.page)]),
          ]
        ),
        Markup("body", [:], [header, Markup("main", [:], sections + parts), footer]),
      ]
    )
    return Markup.page(root)
  }

  private var header: Markup {
    let rows = sheet.head.map { row in
      Markup(
        "tr",
        [:],
        [
          Markup("th", ["scope": "row"], text: row.label.capitalizedFirst),
          row.label == "SHA-256"
            ? Markup("td", ["class": "hash"], text: row.value) : Markup("td", text: row.value),
        ]
      )
    }
    return Markup(
      "header",
      [:],
      [
        Markup("h1", text: words.title.capitalizedFirst),
        Markup("p", ["class": "agreement"], text: sheet.report.agreement.title),
        Markup("table", ["class": "head"], [Markup("tbody", [:], rows)]),
      ]
    )
  }

  private var sections: [Markup] {
    sealSections + [
      section(page.services, services),
      section(words.objectives, objectives),
      section(page.time, list(sheet.time) + counts),
      section(page.days, dayFigures),
      section(page.latency, latencies),
      section(page.budgetLeft, burnDowns),
      section(
        "\(words.incidents) (\(sheet.report.incidents.count))",
        list(sheet.incidents)
          + (sheet.report.incidents.isEmpty
            ? [] : [Markup(lines: sheet.statistics), Markup("p", text: page.evidence)])
          + (sheet.clocks.rows.isEmpty ? [] : [table(sheet.clocks, page.clocks)])
      ),
      section("\(page.exclusions) (\(sheet.report.exclusions.count))", exclusions),
      section(sheet.report.clauses.credits),
      section(page.credits, [Markup(lines: sheet.credits)]),
      section(words.unknown.uppercased(), unknown),
      section(sheet.report.clauses.following),
      section(sheet.report.clauses.revision),
      section(words.method, method),
    ]
  }

  /// The parts of a divided period after the first one, each like a page of its own.
  private var parts: [Markup] {
    sheet.report.parts.enumerated().map { index, part in
      let page = HTMLReport(
        sheet: ReportSheet(part.report, part.detail),
        firstChart: (index + 1) * 10_000
      )
      return Markup("section", ["class": "part"], [page.header] + page.sections)
    }
  }

  private var sealSections: [Markup] {
    guard let seal = sheet.report.seal else { return [] }
    let page = SealPage(seal: seal, sheet: sheet)
    var content = [Markup("ul", [:], page.lines.map { Markup("li", text: $0) })]
    if seal.previous != nil {
      let changes = page.changes
      content.append(changes.rows.isEmpty ? Markup("p", text: page.unchanged) : table(changes))
      content.append(table(page.because))
    }
    return [section(page.title, content)]
  }

  private var footer: Markup { Markup("footer", [:], [Markup("p", text: page.made)]) }

  private func section(_ title: String, _ content: [Markup]) -> Markup {
    Markup("section", [:], [Markup("h2", text: title.capitalizedFirst)] + content)
  }

  /// Sentences of the agreement.
  private func section(_ clauses: ClauseText.Section) -> Markup {
    let sentences = clauses.sentences.map { Markup("li", text: $0) }
    return section(clauses.title, [Markup("ul", [:], sentences)])
  }

  private var services: [Markup] {
    let parts = sheet.responsibilities.map { Markup("li", text: $0) }
    let title = sheet.text.responsibilityTitle.capitalizedFirst + page.colon
    return [table(sheet.services)]
      + (parts.isEmpty ? [] : [Markup("p", text: title), Markup("ul", [:], parts)])
  }

  private var objectives: [Markup] {
    let own = sheet.ownWindows.map { Markup("li", text: $0) }
    return [table(sheet.objectives), table(sheet.figures, page.figures)]
      + (own.isEmpty ? [] : [Markup("ul", [:], own)])
      + sheet.observed.map { Markup("p", text: $0) }
  }

  private var counts: [Markup] {
    let counts = sheet.counts
    return counts.rows.isEmpty ? [] : [table(counts, words.samples)]
  }

  private var dayFigures: [Markup] {
    if sheet.detail.isTooLong { return [Markup("p", text: page.tooLong)] }
    if sheet.detail.strips.isEmpty { return [Markup("p", text: words.none)] }
    return sheet.detail.strips.enumerated().flatMap { index, strip in
      let days = sheet.days(of: strip)
      let chart = DayStripChart(sheet: sheet, strip: strip, number: firstChart + index).markup
      let title = "\(page.dayList) (\(strip.service))"
      return [
        Markup("h3", text: strip.service),
        Markup("figure", [:], [chart, Markup("figcaption", text: page.ifEstimate)]),
        days.rows.isEmpty ? Markup("p", text: page.allUp) : table(days, title),
      ]
    }
  }

  private var burnDowns: [Markup] {
    let charts = sheet.detail.burnDowns.enumerated().map { index, burnDown in
      Markup(
        "figure",
        [:],
        [
          BurnDownChart(sheet: sheet, burnDown: burnDown, number: firstChart + index).markup,
          Markup("figcaption", text: BurnDownChart.caption(of: burnDown, sheet)),
        ]
      )
    }
    return charts.isEmpty ? [Markup("p", text: words.none)] : charts
  }

  private var latencies: [Markup] {
    let charts = sheet.detail.latencies.enumerated().map { index, latency in
      Markup(
        "figure",
        [:],
        [
          LatencyChart(sheet: sheet, latency: latency, number: firstChart + index).markup,
          Markup("figcaption", text: "\(latency.check)\(page.colon) \(page.latencySource)"),
        ]
      )
    }
    return charts.isEmpty ? [Markup("p", text: words.none)] : charts
  }

  private var exclusions: [Markup] {
    list(sheet.exclusions) + sheet.disputed.map { Markup("p", text: $0) }
  }

  private var unknown: [Markup] {
    let isCut = sheet.report.unknown.contains { $0.cause == .onlySums }
    return list(sheet.unknown) + (isCut ? [Markup("p", text: words.onlySums)] : [])
  }

  private var method: [Markup] {
    let method = sheet.method
    return [Markup("ul", [:], method.checks.map { Markup("li", text: $0) })]
      + method.rules.map { Markup("p", text: $0) }
  }

  /// The table, or that there is nothing.
  private func list(_ rows: ReportSheet.Table) -> [Markup] {
    [rows.rows.isEmpty ? Markup("p", text: words.none) : table(rows)]
  }

  private func table(_ table: ReportSheet.Table, _ caption: String? = nil) -> Markup {
    let heads = table.columns.map { column in
      Markup(
        "th",
        ["scope": "col", "class": column.isNumber ? "number" : "text"],
        text: column.title.capitalizedFirst
      )
    }
    let rows = table.rows.map { row in
      Markup(
        "tr",
        [:],
        row.enumerated().map { index, cell in
          let style = table.columns[index].isNumber ? "number" : "text"
          return index == 0
            ? Markup("th", ["scope": "row", "class": style], text: cell)
            : Markup("td", ["class": style], text: cell)
        }
      )
    }
    return Markup(
      "table",
      [:],
      (caption.map { [Markup("caption", text: $0.capitalizedFirst)] } ?? [])
        + [Markup("thead", [:], [Markup("tr", [:], heads)]), Markup("tbody", [:], rows)]
    )
  }
}

extension String {
  /// The text with its first letter upper case; one in capitals has the others lower case.
  var capitalizedFirst: String {
    let isLoud = count > 3 && self == uppercased() && self != "SHA-256"
    return prefix(1).uppercased() + (isLoud ? dropFirst().lowercased() : String(dropFirst()))
  }
}

extension Report {
  /// The report as one page of HTML in its language: the same report and detail give the same
  /// bytes.
  package func html(_ detail: ReportDetail) -> String {
    HTMLReport(sheet: ReportSheet(self, detail)).source
  }
}
