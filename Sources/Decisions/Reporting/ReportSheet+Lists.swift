import Accounting
import Agreement
import Chronology
import Judging
import Sampling

extension ReportSheet {
  /// The incidents, with their causes and the names by which their evidence is had.
  var incidents: Table {
    Table(
      [
        (page.column.number, true), (page.column.service, false), (words.opened, false),
        (words.confirmed, false), (words.resolved, false), (words.down, true),
        (page.column.causes, false), (words.samples, true), (page.column.evidence, false),
      ],
      report.incidents.enumerated().map { index, entry in
        let incident = entry.incident
        return [
          words.count(Int64(index + 1)), entry.service, text.local(incident.opened),
          text.local(incident.confirmed), incident.resolved.map { text.local($0) } ?? words.lasting,
          words.clock(entry.downtime.wholeMilliseconds),
          entry.causes.map { "\($0.name) × \($0.count)" }.joined(separator: ", "),
          words.count(Int64(incident.samples)), entry.id,
        ]
      }
    )
  }

  /// What somebody wants excluded, and what the agreement says to it.
  var exclusions: Table {
    Table(
      [
        (page.column.service, false), (page.column.kind, false), (words.time, false),
        (text.say("notice", "préavis"), false), (page.column.declared, false),
        (page.column.status, false), (page.excluded, true), (page.column.reason, false),
      ],
      report.exclusions.map { entry in
        let decision = entry.decision
        let declared: RecordedAnnotation? =
          if case .declared(let recorded) = decision.origin { recorded } else { nil }
        return [
          entry.service, text.text(decision.kind), text.time(of: decision),
          text.notice(of: decision) ?? "–", declared.map { said($0) } ?? page.recurring,
          status(of: decision), excluded(by: entry), declared?.annotation.reason ?? "",
        ]
      }
    )
  }

  /// Whose word it is, when it was recorded, and its id.
  private func said(_ recorded: RecordedAnnotation) -> String {
    text.role(recorded.annotation.author)
      + ", \(text.say("recorded", "inscrit le")) \(text.local(recorded.recorded)) (\(recorded.id))"
  }

  /// How a declaration stands, with the reason of a refusal, and by whose word.
  private func status(of decision: ExclusionDecision) -> String {
    let status =
      switch decision.status {
      case .accepted: page.statuses.accepted
      case .claimed: page.statuses.claimed
      case .disputed: page.statuses.disputed
      case .rejected(let refusal):
        "\(page.statuses.rejected)\(page.colon) \(text.reason(refusal))"
      }
    guard let word = decision.word else { return status }
    let comma = decision.isPossible ? "" : ","
    return "\(status)\(comma) \(text.say("by", "par")) \(said(word))\(page.colon) "
      + word.annotation.reason
  }

  /// How much of the period a declaration takes away; in parentheses how much it would.
  private func excluded(by entry: ReportedExclusion) -> String {
    let clock = words.clock(entry.excluded.wholeMilliseconds)
    let isFirm = entry.decision.status == .accepted || entry.excluded == .zero
    let excess =
      entry.excess > .zero
      ? text.say("; ", " ; ") + words.clock(entry.excess.wholeMilliseconds) + " "
        + text.say("over the cap", "hors plafond")
      : ""
    let isDeemed = entry.decision.mode == .available && entry.excluded > .zero
    let deemed = isDeemed ? text.say(", as available", ", comme disponible") : ""
    return (isFirm ? clock : "(\(clock))") + deemed + excess
  }

  /// What the incidents of each service come to: lines of text.
  var statistics: [String] { Array(text.statisticsLines.drop { $0.isEmpty }) }

  /// What the credits come to: lines of text.
  var credits: [String] { text.creditLines }

  /// Unknown time by service and cause.
  var unknown: Table {
    let rows = report.agreement.services.flatMap { service in
      ReportedUnknown.Cause.all.compactMap { cause -> [String]? in
        let stretches = report.unknown.filter { $0.service == service.id && $0.cause == cause }
        guard !stretches.isEmpty else { return nil }
        let length = stretches.reduce(TimeAmount.zero) { $0 + $1.length }
        let count = stretches.reduce(0) { $0 + $1.count }
        return [
          service.id, "\(cause)", words.clock(length.wholeMilliseconds), words.count(Int64(count)),
        ]
      }
    }
    return Table(
      [
        (page.column.service, false), (page.column.cause, false), (page.column.length, true),
        (page.column.stretches, true),
      ],
      rows
    )
  }

  /// The days of a service on which it was not up throughout.
  func days(of strip: ReportDetail.Strip) -> Table {
    Table(
      [
        (page.column.day, false), (words.up, true), (words.down, true), (words.unknown, true),
        (page.excluded, true),
      ],
      strip.days.filter { $0.time.estimate + $0.time.unknown + $0.time.excluded > 0 }.map { day in
        let time = day.time
        return ["\(day.day.date)"]
          + [time.up, time.estimate, time.unknown, time.excluded].map { words.clock($0) }
      }
    )
  }

  /// A day in a sentence.
  func sentence(_ day: ServiceDay) -> String {
    let parts: [(String, Int64)] = [
      (words.up, day.time.up), (words.down, day.time.estimate), (words.unknown, day.time.unknown),
      (page.excluded, day.time.excluded), (page.unpromised, day.unpromised),
      (page.unjudged, day.unjudged),
    ]
    let shown = parts.filter { $0.1 > 0 }.map { "\($0.0) \(words.clock($0.1))" }
    return "\(day.day.date)\(page.colon) \(shown.joined(separator: ", "))"
  }

  /// How the figures came about: what each check is, and the rules.
  var method: (checks: [String], rules: [String]) {
    let checks = CheckText(report: report).lines
    return (
      checks,
      MethodText(agreement: report.agreement, language: report.language).paragraphs + [
        report.madeText
      ]
    )
  }
}
