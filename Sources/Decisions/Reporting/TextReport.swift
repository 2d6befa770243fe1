import Agreement
import Chronology
import Judging
import Sampling

/// A report for people: at most 96 columns, in the report's language.
struct TextReport {
  /// Columns of the widest line, long names apart.
  static let width = 96

  let report: Report
  let words: Wording
  let ink: Ink

  init(_ report: Report, ink: Ink) {
    self.report = report
    self.ink = ink
    words = .of(report.language)
  }

  var lines: [String] {
    head + section("SERVICES (\(report.agreement.services.count))") + serviceLines
      + responsibilityLines + section(words.objectives)
      + report.results.flatMap { [""] + lines(of: $0) }
      + section("\(words.incidents) (\(report.incidents.count))") + incidentLines
      + statisticsLines
      + section("EXCLUSIONS (\(report.exclusions.count))") + exclusionLines
      + section(report.clauses.credits) + section(say("CREDITS", "AVOIRS")) + creditLines
      + section(words.unknown.uppercased()) + unknownLines
      + section(report.clauses.following) + section(report.clauses.revision)
      + section(words.method) + methodLines
      + report.parts.flatMap { part in
        section(part.report.partTitle.uppercased()) + [""] + TextReport(part.report, ink: ink).lines
      }
  }

  /// A heading, and sentences of the agreement below it.
  private func section(_ clauses: ClauseText.Section) -> [String] {
    section(clauses.title)
      + clauses.sentences.flatMap { $0.printable().wrapped(to: TextReport.width, indent: 2) }
  }

  private func section(_ title: String) -> [String] {
    let rule = String(repeating: "─", count: max(0, TextReport.width - title.count - 1))
    return ["", ink.paint(title, .strong) + " " + ink.paint(rule, .faint)]
  }

  private var head: [String] {
    let agreement = report.agreement
    let revision = "\(words.revision.number) \(agreement.revision)"
    let span = report.window
    let period = report.isCurrent ? words.current : report.name
    let phase =
      report.isClosed ? words.closed : report.hasBegun ? words.open : words.notBegun
    let name = "\(period.printable(upTo: 64)), \(phase)"
    var lines = [
      ink.paint(words.title, .strong),
      ink.paint(agreement.title.printable(upTo: TextReport.width), .strong),
      "",
      row(words.provider, text(of: agreement.parties.provider)),
      row(words.customer, text(of: agreement.parties.customer)),
    ]
    if let measurer = agreement.parties.measurer {
      lines.append(row(say("Measurer", "Mesureur"), text(of: measurer)))
    }
    if let arbiter = agreement.parties.arbiter {
      lines.append(row(say("Arbiter", "Arbitre"), text(of: arbiter)))
    }
    lines += [
      row(
        words.agreement,
        "\(agreement.id), \(revision), \(report.holding)"
      ),
      row("SHA-256", agreement.sha256),
    ]
    if let template = agreement.clauses.template?.row(report.language) {
      lines.append(row(template.label, template.value.printable()))
    }
    if let other = report.recordRow { lines.append(row(other.label, other.value)) }
    lines += [
      row(words.period, "\(name)  (\(words.clock(span.length.wholeMilliseconds)))"),
      row("  \(words.local)", "\(local(span.start)) \(words.until) \(local(span.end))"),
      row("  UTC", "\(span.start) \(words.until) \(span.end)"),
    ]
    lines += (report.clippedRows + report.partRows).map { row("  \($0.label)", $0.value) }
    if !report.isClosed, report.hasBegun {
      lines.append(row(words.judged, local(report.judgedUntil)))
    }
    return lines + [
      row(words.zone, "\(agreement.timeZone), \(words.rules) \(report.zoneVersion)".printable()),
      row(words.vantage, report.vantage.printable()),
      row(words.samples, words.count(report.samples)),
    ] + clockLine
  }

  private var clockLine: [String] {
    guard let clock = report.clock else { return [] }
    let clockWords = ClockWords.of(report.language)
    return [row(clockWords.label, clock.text(clockWords) { words.decimal($0) })]
  }

  private func text(of party: Party) -> String {
    let contact = party.contact.map { " <\($0)>" } ?? ""
    return (party.name + contact).printable()
  }

  private func row(_ label: String, _ value: String) -> String {
    "\(label.filled(to: 17)) \(value)"
  }

  /// The instant as the clocks of the agreement's zone show it.
  func local(_ instant: Instant) -> String {
    CivilTime(instant, in: report.zone).description
  }
}

extension Report {
  /// The report as text in its language, each line with a line break at its end.
  package func text(ink: Ink = .plain) -> String {
    TextReport(self, ink: ink).lines.map { "\($0)\n" }.joined()
  }
}
