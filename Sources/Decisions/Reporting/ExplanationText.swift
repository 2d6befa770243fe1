import Accounting
import Agreement
import Chronology
import Judging
import Sampling

/// An explanation for people, in the report's language.
struct ExplanationText: Bilingual {
  let explanation: Explanation
  /// What it shares with a report.
  let base: TextReport

  var language: Language { base.language }

  init(_ explanation: Explanation, ink: Ink) {
    self.explanation = explanation
    base = TextReport(explanation.report, ink: ink)
  }

  var lines: [String] {
    head + explanation.objectives.flatMap { lines(of: $0) }
      + explanation.parts.flatMap { [""] + ExplanationText($0, ink: base.ink).lines }
  }

  var head: [String] {
    let report = explanation.report
    let agreement = report.agreement
    let number = "\(base.words.revision.number) \(agreement.revision)"
    let span = report.window
    let file = explanation.file.map { ", \($0.printable(upTo: 256))" } ?? ""
    return [
      base.ink.paint(say("WHERE THE FIGURES COME FROM", "D'OÙ VIENNENT LES CHIFFRES"), .strong),
      base.ink.paint(agreement.title.printable(upTo: TextReport.width), .strong),
      "",
      row(base.words.agreement, "\(agreement.id), \(number)\(file)"),
      row(
        base.words.period,
        "\(report.name.printable(upTo: 64)), "
          + "\(moment(span.start)) \(base.words.until) \(moment(span.end))"
      ),
    ]
  }

  private func lines(of part: ExplainedObjective) -> [String] {
    if part.isObserved { return title(of: part) + observedLines(of: part) }
    let stretches = part.account.stretches
    let shown = stretches.prefix(explanation.limit)
    let omitted = stretches.count - shown.count
    var lines = title(of: part)
    for (index, stretch) in shown.enumerated() {
      lines.append(line(of: stretch, in: part))
      lines += reasonLines(of: stretch, in: part)
      if index < part.evidence.count {
        lines += part.evidence[index].flatMap { evidenceLines(of: $0, stretch) }
      }
      let more = stretch.checks.count - BoundingSamples.checkLimit
      if more > 0, index < part.evidence.count {
        lines.append("      … \(more) \(say("more checks", "contrôles de plus"))")
      }
    }
    if omitted > 0 {
      lines.append(
        "  … \(base.words.count(Int64(omitted))) "
          + say(
            "more stretches: ask for a shorter period, or for more by --limit",
            "plages de plus : demandez une période plus courte, ou davantage par --limit"
          )
      )
    }
    let clocks = base.clockLines(of: part.result.objective)
    return lines + certificateLines(part.result.certificates) + arithmeticLines(of: part)
      + (clocks.isEmpty ? [] : [""] + clocks)
  }

  private func title(of part: ExplainedObjective) -> [String] {
    let objective = part.result.objective
    let title = "\(objective.service) · \(objective.id)"
    let rule = String(repeating: "─", count: max(0, TextReport.width - title.count - 1))
    return [
      "", base.ink.paint(title, .strong) + " " + base.ink.paint(rule, .faint),
    ] + base.promiseLines(of: objective)
  }

  /// One stretch: when it begins, how long it is, and what it counts as.
  private func line(of stretch: AccountedStretch, in part: ExplainedObjective) -> String {
    let length = base.words.clock(stretch.interval.length.wholeMilliseconds)
    let levels = levels(of: part)
    var words = base.ink.paint(word(for: stretch, levels), tone(of: stretch))
    if part.account.weight > 1, stretch.basis == .measured, !stretch.isUp {
      let parts = [stretch.low, stretch.estimate, stretch.high, stretch.unknown]
      let list = parts.map { "\($0)/\(part.account.weight)" }.joined(separator: " ")
      words +=
        " ("
        + say("proved, estimate, at most, unknown: ", "prouvé, estimé, au plus, inconnu : ")
        + "\(list))"
    }
    return "  \(moment(stretch.interval.start))  \(length.rightAligned(to: 14))  \(words)"
  }

  /// The instant in the agreement's zone, to the millisecond.
  func moment(_ instant: Instant) -> String {
    let civil = base.local(instant).split(separator: " ")
    guard civil.count == 3 else { return base.local(instant) }
    let rest = padded(floorRemainder(instant.milliseconds, 1_000), 3)
    return "\(civil[0]) \(civil[1])\(base.words.decimalSign)\(rest) \(civil[2])"
  }

  func row(_ label: String, _ value: String) -> String { "\(label.filled(to: 17)) \(value)" }

  private func tone(of stretch: AccountedStretch) -> Ink.Tone? {
    guard stretch.basis == .measured else { return .faint }
    if stretch.unknown > 0 { return .warning }
    return stretch.counted >= .estimated ? .bad : stretch.seen > .up ? .warning : nil
  }

  /// What the objective calls its time.
  func levels(of part: ExplainedObjective) -> LevelWords {
    LevelWords(of: part.result.objective.indicator, in: language)
  }

  /// What a stretch counts as.
  func word(for stretch: AccountedStretch, _ levels: LevelWords) -> String {
    switch stretch.basis {
    case .notPromised: return say("outside the promised time", "hors du temps promis")
    case .removed: return say("excluded", "exclu") + beside(stretch, levels)
    case .deemed:
      return say("excluded, counts as available", "exclu, compte comme disponible")
        + beside(stretch, levels)
    case .measured: break
    }
    if stretch.unknown > 0, stretch.counted == .up {
      let cause = stretch.cause.map { " (\($0))" } ?? ""
      return base.words.unknown + cause
    }
    let counted = levels.word(for: stretch.counted)
    guard stretch.counted < stretch.seen else { return counted }
    let seen = levels.word(for: stretch.seen)
    return stretch.counted == .up
      ? say("\(seen), doesn't count", "\(seen), ne compte pas")
      : say(
        "\(seen), counts only in the high bound",
        "\(seen), ne compte que dans la borne « au plus »"
      )
  }

  /// What the samples say of excluded time.
  private func beside(_ stretch: AccountedStretch, _ levels: LevelWords) -> String {
    stretch.seen == .up ? "" : " (\(levels.word(for: stretch.seen)))"
  }
}

extension Explanation {
  /// The explanation as text in the report's language, each line with a line break at its end.
  package func text(ink: Ink = .plain) -> String {
    ExplanationText(self, ink: ink).lines.map { "\($0)\n" }.joined()
  }
}
