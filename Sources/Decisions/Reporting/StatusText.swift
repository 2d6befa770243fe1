import Accounting
import Agreement
import Chronology
import Judging
import Sampling

extension Status {
  /// The tables of checks and of objectives, each line with a line break at its end.
  package func text(ink: Ink = .plain) -> String {
    let hasCertificates = checks.contains { $0.certificate != nil }
    var lines = TextTable(
      titles: ["CHECK", "STATE", "SINCE", " FOR", " LAST", "CAUSE"]
        + (hasCertificates ? [" CERTIFICATE"] : []) + ["TARGET"],
      rows: checks.map { row(of: $0, hasCertificates) },
      ink: ink
    ).lines
    if !objectives.isEmpty {
      lines.append("")
      lines +=
        TextTable(
          titles: [
            "OBJECTIVE", "STATE", " ESTIMATE", " COVERAGE", " TARGET", "BUDGET", " SPENT", "OF",
            "WINDOW", "WHY",
          ],
          rows: objectives.map { row(of: $0) },
          ink: ink
        ).lines
    }
    return lines.map { "\($0)\n" }.joined()
  }

  /// How many days a certificate is still valid, rounded down, or what is wrong with it.
  private func cell(of served: ServedCertificate?) -> TextTable.Cell {
    guard let served else { return TextTable.Cell("–") }
    if let fault = served.fault { return TextTable.Cell(fault.name, .bad) }
    let left = served.certificate.chainEnds - time
    if left <= .zero { return TextTable.Cell("ended", .bad) }
    let days = left.nanoseconds / TimeAmount.days(1).nanoseconds
    return TextTable.Cell("\(days) d", days < 7 ? .warning : nil)
  }

  private func row(of check: CheckStatus, _ hasCertificates: Bool) -> [TextTable.Cell] {
    let tone: Ink.Tone =
      switch check.state {
      case .up: .good
      case .down: .bad
      case .degraded, .suspect, .recovering, .unknown: .warning
      }
    let last = check.last
    return [
      TextTable.Cell(check.definition.id.description),
      TextTable.Cell(check.state.rawValue, tone),
      TextTable.Cell(check.since?.rfc3339(decimals: 0) ?? "–"),
      TextTable.Cell(check.since.map { "\(max(time - $0, .zero))" } ?? "–"),
      TextTable.Cell(last?.measuredTime(of: nil).map { "\($0)" } ?? "–"),
      TextTable.Cell(last?.cause?.name ?? "–"),
    ] + (hasCertificates ? [cell(of: check.certificate)] : []) + [
      TextTable.Cell(check.definition.shownTarget.printable(upTo: 60))
    ]
  }

  private func reasons(of status: ObjectiveStatus) -> String {
    let words = Wording.english
    let parts = [
      status.standing.reason.map { words.reason($0) },
      status.trend.map { words.trend($0 - status.standing.judged.end) },
    ].compactMap(\.self)
    return parts.isEmpty ? "–" : parts.joined(separator: "; ")
  }

  private func row(of status: ObjectiveStatus) -> [TextTable.Cell] {
    let standing = status.standing
    let objective = status.promise.objective
    let total = standing.budget.amount
    let spent = standing.spent.estimate
    let unit = objective.indicator.budgetUnit
    let texts = [spent, total].map {
      unit == .time ? "\(TimeAmount.milliseconds($0))" : "\($0) \(unit.rawValue)"
    }
    let tone = Ink.tone(of: standing.state)
    // As in a report: below the least coverage only the bounds hold.
    let isWithheld = !standing.isClaimable && standing.coverage.part > 0
    let shares = [standing.estimate, .share(standing.coverage)].map { $0.text(decimals: 4) }
    return [
      TextTable.Cell("\(objective.service) \(objective.id)"),
      TextTable.Cell(standing.state.name, tone),
      TextTable.Cell(isWithheld ? "—" : shares[0]),
      TextTable.Cell(shares[1]),
      TextTable.Cell("\(objective.goal)"),
      TextTable.Cell(bar(spent, of: total, width: 10), tone),
      TextTable.Cell(texts[0]),
      TextTable.Cell(texts[1]),
      TextTable.Cell(objective.window.name),
      TextTable.Cell(reasons(of: status)),
    ]
  }
}
