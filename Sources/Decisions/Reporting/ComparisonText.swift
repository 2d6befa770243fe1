import Accounting
import Agreement
import Chronology
import Judging
import Sampling

/// Two reports side by side for people, in the reports' language.
struct ComparisonText: Bilingual {
  private static let widths = (label: 30, column: 24)

  let comparison: Comparison
  let agreed: TextReport
  let whatIf: TextReport

  var language: Language { agreed.language }

  init(_ comparison: Comparison, ink: Ink) {
    self.comparison = comparison
    agreed = TextReport(comparison.agreed, ink: ink)
    whatIf = TextReport(comparison.whatIf, ink: ink)
  }

  var lines: [String] {
    head
      + zip(comparison.agreed.results, comparison.whatIf.results).flatMap { lines(of: $0, $1) }
      + comparison.parts.flatMap { [""] + ComparisonText($0, ink: agreed.ink).lines }
  }

  private var head: [String] {
    let report = comparison.agreed
    let warning = say(
      "This is not the agreement's figure. The record is as it was; only the reckoning is another.",
      "Ceci n'est pas le chiffre de la convention. Le relevé est inchangé ; seul le calcul diffère."
    )
    var lines = [
      agreed.ink.paint(say("WHAT IF", "ET SI"), .strong),
      agreed.ink.paint(report.agreement.title.printable(upTo: TextReport.width), .strong),
      "", agreed.ink.paint(warning, .warning), "",
      "\(agreed.words.agreement.filled(to: 17)) \(report.agreement.id), "
        + "\(agreed.words.revision.number) \(report.agreement.revision)",
      "\(agreed.words.period.filled(to: 17)) \(report.name.printable(upTo: 64)), "
        + "\(agreed.local(report.window.start)) \(agreed.words.until) "
        + agreed.local(report.window.end),
      "\(say("What if", "Et si").filled(to: 17)) "
        + comparison.policy.joined(separator: ", ").printable(upTo: 512),
    ]
    for (check, offset) in comparison.offsets.prefix(16) {
      let text = agreed.words.clock(offset.wholeMilliseconds)
      lines.append(
        "\("".filled(to: 17)) \(check.description.printable(upTo: 40))\(agreed.colon) "
          + say(
            "samples kept \(text) after each mark",
            "mesures gardées \(text) après chaque repère"
          )
      )
    }
    if comparison.offsets.count > 16 {
      lines.append("\("".filled(to: 17)) … \(comparison.offsets.count - 16)")
    }
    return lines
  }

  private func lines(of before: ObjectiveResult, _ after: ObjectiveResult) -> [String] {
    let title = "\(before.objective.service) · \(before.objective.id)"
    let bounds = agreed.words.bounds
    var lines = [
      "",
      agreed.ink.paint(title.filled(to: Self.widths.label), .strong)
        + say("as agreed", "convenu").rightAligned(to: Self.widths.column)
        + say("what if", "et si").rightAligned(to: Self.widths.column),
    ]
    let isLimit = if case .share = before.objective.goal { false } else { true }
    lines += [
      row(say("target", "engagement"), before, after) { $1.goal($0) },
      row(bounds.worst, before, after) { $1.figure(isLimit ? $0.high : $0.low) },
      row(bounds.estimate, before, after) { $1.figure($0.estimate) },
      row(bounds.best, before, after) { $1.figure(isLimit ? $0.low : $0.high) },
      row(say("verdict", "verdict"), before, after) { $1.verdict($0) },
    ]
    lines += before.standing.observed == nil ? timeRows(before, after) : caseRows(before, after)
    let credits = [agreed.credit(before), whatIf.credit(after)]
    if credits.contains(where: { $0 != nil }) {
      lines.append(line(say("credit, reckoned", "avoir calculé"), credits.map { $0 ?? "—" }))
    }
    return lines
  }

  private func timeRows(_ before: ObjectiveResult, _ after: ObjectiveResult) -> [String] {
    let levels = LevelWords(of: before.objective.indicator, in: language)
    return [
      row(levels.proved, before, after) { $1.clock($0.time.low) },
      row(levels.estimated, before, after) { $1.clock($0.time.estimate) },
      row(levels.atMost, before, after) { $1.clock($0.time.high) },
      row(agreed.words.unknown, before, after) { $1.clock($0.time.unknown) },
      row(say("excluded", "exclu"), before, after) { $1.clock($0.time.excluded) },
      row(say("incidents", "incidents"), before, after) { $1.incidents($0) },
    ]
  }

  /// What was counted outside, which nobody here measured.
  private func caseRows(_ before: ObjectiveResult, _ after: ObjectiveResult) -> [String] {
    [
      row(say("cases", "cas"), before, after) { $1.count($0.standing.observed?.valid) },
      row(say("good", "bons"), before, after) { $1.count($0.standing.observed?.good) },
      row(say("entries that don't count", "entrées qui ne comptent pas"), before, after) {
        $1.count($0.standing.observed?.leftOut)
      },
    ]
  }

  private func row(
    _ label: String,
    _ before: ObjectiveResult,
    _ after: ObjectiveResult,
    _ text: (ObjectiveResult, TextReport) -> String
  ) -> String {
    line(label, [text(before, agreed), text(after, whatIf)])
  }

  private func line(_ label: String, _ cells: [String]) -> String {
    "  " + label.filled(to: Self.widths.label - 2)
      + cells.map { $0.rightAligned(to: Self.widths.column) }.joined()
  }
}

extension ObjectiveResult {
  fileprivate var low: Measured { standing.low }
  fileprivate var estimate: Measured { standing.estimate }
  fileprivate var high: Measured { standing.high }
  fileprivate var time: TimeTally { standing.time }
}

extension TextReport {
  fileprivate func goal(_ result: ObjectiveResult) -> String {
    words.decimal("\(result.objective.goal)")
  }

  fileprivate func figure(_ measured: Measured) -> String {
    words.decimal(measured.text(decimals: 6))
  }

  fileprivate func verdict(_ result: ObjectiveResult) -> String {
    words.promised[result.verdict] ?? result.verdict.rawValue
  }

  fileprivate func clock(_ milliseconds: Int64) -> String { words.clock(milliseconds) }

  fileprivate func count(_ number: Int64?) -> String { number.map { words.count($0) } ?? "—" }

  fileprivate func incidents(_ result: ObjectiveResult) -> String {
    words.count(Int64(report.incidents(of: result).count))
  }

  /// What the objective gives before caps, between its bounds; nil if it gives none.
  fileprivate func credit(_ result: ObjectiveResult) -> String? {
    guard
      let lines = report.credits?.lines(
        of: result.objective.id,
        in: result.standing.window
      ),
      let least = lines.least.units?.money(report.agreement.currency),
      let most = lines.most.units?.money(report.agreement.currency)
    else { return nil }
    return least == most ? text(least) : "\(amount(least)) … \(text(most))"
  }
}
