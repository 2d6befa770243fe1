import Accounting
import Agreement
import Chronology
import Judging
import Sampling

/// What every page of a report shows, whatever it is written in: plain texts in one language.
struct ReportSheet {
  /// A table of texts.
  struct Table {
    /// Over each column, and whether numbers stand in it.
    let columns: [(title: String, isNumber: Bool)]
    /// As many cells in each as there are columns; the first names the row.
    let rows: [[String]]

    init(_ columns: [(title: String, isNumber: Bool)], _ rows: [[String]]) {
      self.columns = columns
      self.rows = rows
    }
  }

  let report: Report
  let detail: ReportDetail
  let words: Wording
  let page: PageWords
  /// What the text of the report says of the same things.
  let text: TextReport

  init(_ report: Report, _ detail: ReportDetail) {
    self.report = report
    self.detail = detail
    words = .of(report.language)
    page = .of(report.language)
    text = TextReport(report, ink: .plain)
  }

  /// What is reported on, and by what: a label and a value each.
  var head: [(label: String, value: String)] {
    let agreement = report.agreement
    let span = report.window
    let phase = report.isClosed ? words.closed : report.hasBegun ? words.open : words.notBegun
    let parties = agreement.parties
    var rows: [(label: String, value: String)] = [
      (words.provider, name(of: parties.provider)), (words.customer, name(of: parties.customer)),
    ]
    if let measurer = parties.measurer {
      rows.append((page.others.measurer, name(of: measurer)))
    }
    if let arbiter = parties.arbiter { rows.append((page.others.arbiter, name(of: arbiter))) }
    rows += [
      (
        words.agreement,
        "\(agreement.id), \(words.revision.number) \(agreement.revision), \(report.holding)"
      ),
      ("SHA-256", agreement.sha256),
    ]
    if let template = agreement.clauses.template { rows.append(template.row(report.language)) }
    if let row = report.recordRow { rows.append(row) }
    rows += [
      (
        words.period,
        "\(periodName), \(phase) (\(words.clock(span.length.wholeMilliseconds)))"
      ),
      (words.local, "\(text.local(span.start)) \(words.until) \(text.local(span.end))"),
      ("UTC", "\(span.start) \(words.until) \(span.end)"),
    ]
    rows += report.clippedRows + report.partRows
    if !report.isClosed, report.hasBegun {
      rows.append((words.judged, text.local(report.judgedUntil)))
    }
    rows += [
      (words.zone, "\(agreement.timeZone), \(words.rules) \(report.zoneVersion)"),
      (words.vantage, report.vantage), (words.samples, words.count(report.samples)),
    ]
    if let clock = report.clock {
      let clockWords = ClockWords.of(report.language)
      rows.append((clockWords.label, clock.text(clockWords) { words.decimal($0) }))
    }
    return rows
  }

  /// The name of the period.
  var periodName: String { report.isCurrent ? words.current : report.name }

  /// Agreement, revision and hash, as they stand on every page.
  var running: String {
    let agreement = report.agreement
    return "\(agreement.id) · \(words.revision.number) \(agreement.revision) · \(periodName) · "
      + "SHA-256 \(agreement.sha256)"
  }

  /// What was promised, and whether it was kept.
  var objectives: Table {
    let column = page.column
    let hasState = report.hasBegun && report.results.contains { !$0.standing.isClosed }
    let columns: [(title: String, isNumber: Bool)] = [
      (column.objective, false), (column.service, false), (column.promise, false),
      (column.verdict, false), (words.state, false),
    ]
    return Table(
      columns.dropLast(hasState ? 0 : 1),
      report.results.map { result in
        let isOpen = !result.standing.isClosed && report.hasBegun
        let state = isOpen ? self.state(of: result) : ""
        return [
          result.objective.id, result.objective.service,
          text.sentence(of: result.objective)
            + (text.percentileText(of: result).map { " — \($0)" } ?? "")
            + text.certificateRows(of: result).map { " — \($0.label) \($0.text)" }.joined(),
          verdict(of: result),
        ] + (hasState ? [state] : [])
      }
    )
  }

  /// The bounds, the budget and the coverage of every objective.
  var figures: Table {
    Table(
      [
        (page.column.objective, false), (words.bounds.worst, true), (words.bounds.estimate, true),
        (words.bounds.best, true), (words.budget, true), (words.spent, true),
        (words.coverage, true),
      ],
      report.results.map { result in
        let standing = result.standing
        // The worst of a share is the least, of what is limited the greatest.
        let isShare = if case .share = result.objective.goal { true } else { false }
        let unit = result.objective.indicator.budgetUnit
        return [
          result.objective.id, text.text(isShare ? standing.low : standing.high),
          text.isWithheld(standing) ? "—" : text.text(standing.estimate),
          text.text(isShare ? standing.high : standing.low),
          amount(standing.budget.amount, unit), spent(of: result),
          text.coverage(standing),
        ]
      }
    )
  }

  /// How the time of every objective that is about time divides.
  var time: Table {
    Table(
      [
        (page.column.objective, false), (page.column.promised, true), (page.excluded, true),
        (words.up, true), ("\(words.down), \(words.bounds.worst)", true),
        ("\(words.down), \(words.bounds.estimate)", true),
        ("\(words.down), \(words.bounds.best)", true), (words.unknown, true),
      ],
      report.results.filter { $0.standing.latencies == nil && $0.standing.observed == nil }.map {
        result in
        let time = result.standing.time
        let estimate = text.isWithheld(result.standing) ? "—" : words.clock(time.estimate)
        return [result.objective.id]
          + [time.service, time.excluded, time.up, time.high].map { words.clock($0) } + [estimate]
          + [time.low, time.unknown].map { words.clock($0) }
      }
    )
  }

  /// `verdict` in words.
  func verdict(_ verdict: Verdict) -> String { words.promised[verdict] ?? verdict.rawValue }

  /// So much time, or so many.
  func amount(_ amount: Int64, _ unit: Indicator.BudgetUnit) -> String {
    unit == .time ? words.clock(amount) : words.count(amount)
  }

  private func name(of party: Party) -> String {
    party.name + (party.contact.map { " <\($0)>" } ?? "")
  }
}
