import Accounting
import Agreement
import Chronology
import Judging
import Sampling

extension TextReport {
  /// The columns of an objective's figures.
  private static let columns = (label: 22, figure: 18)

  /// One objective: the promise and its verdict, three bounds, the budget, the coverage.
  func lines(of result: ObjectiveResult) -> [String] {
    let standing = result.standing
    let verdict = words.promised[result.verdict] ?? result.verdict.rawValue
    let title = "\(result.objective.service) · \(result.objective.id)"
    var lines = [
      ink.paint(title, .strong)
        + String(repeating: " ", count: max(2, TextReport.width - title.count - verdict.count))
        + ink.paint(verdict, tone(of: result.verdict)),
      "  \(promise(of: result.objective))",
    ]
    lines += result.own.map { ownLines($0) } ?? []
    if report.isCurrent {
      let window = standing.window
      lines.append("  \(local(window.start)) \(words.until) \(local(window.end))")
    }
    // The worst of a share is the least, of what is limited the greatest.
    let isLimit = if case .share = result.objective.goal { false } else { true }
    lines.append(figures("", words.bounds.worst, words.bounds.estimate, words.bounds.best))
    lines.append(
      figures(
        label(of: result.objective),
        text(isLimit ? standing.high : standing.low),
        text(standing.estimate),
        text(isLimit ? standing.low : standing.high)
      )
    )
    lines += standing.latencies.map { sampleLines($0) } ?? timeLines(standing.time)
    lines.append(budgetLine(standing, in: result.objective.indicator.budgetUnit))
    lines.append(
      row(words.coverage, words.percent(standing.coverage.percent(decimals: 6)))
    )
    if !standing.isClosed, report.hasBegun {
      let state = words.states[result.state] ?? result.state.name
      let parts = [
        result.reason.map { words.reason($0) },
        result.trend.map { words.trend($0 - standing.judged.end) },
      ].compactMap(\.self)
      let reason = parts.isEmpty ? "" : " (\(parts.joined(separator: "; ")))"
      lines.append(row(words.state, ink.paint(state, Ink.tone(of: result.state)) + reason))
    }
    return lines
  }

  /// What the period saw of a rolling objective's own windows, and that the figures are of another.
  private func ownLines(_ own: OwnWindows) -> [String] {
    let rule = "  \(words.own.rule)"
    guard let breaches = own.breaches else { return [rule] }
    guard breaches.count > 0 else { return [rule, row(words.own.label, words.own.none)] }
    let noun = breaches.count == 1 ? words.own.one : words.own.many
    let count = "\(words.count(Int64(breaches.count))) \(noun)"
    let earlier =
      breaches.forgotten > 0
      ? [row("", "\(words.count(Int64(breaches.forgotten))) \(words.own.earlier)")] : []
    return [rule, row(words.own.label, ink.paint(count, .bad))] + earlier
      + breaches.kept.map { breach in
        let end = breach.over.map { local($0) } ?? words.lasting
        return row("", "\(local(breach.begun)) \(words.until) \(end)")
      }
  }

  private func promise(of objective: Objective) -> String {
    let target = "≥ \(words.percent(objective.goal.number))"
    switch objective.indicator {
    case .latencyShare(let limit):
      let phase = limit.phase?.description ?? words.total
      return "\(words.share) \(limit.within) (\(phase)) \(target) \(words.window(objective.window))"
    default:
      return "\(words.availability) \(target) \(words.window(objective.window))"
    }
  }

  private func label(of objective: Objective) -> String {
    switch objective.indicator {
    case .latencyShare(let limit): "≤ \(limit.within)"
    default: words.availability
    }
  }

  /// The division of time; the three columns of each row go with the percentages above them.
  private func timeLines(_ time: TimeTally) -> [String] {
    let unknown =
      time.unknown > 0 ? [figures("+ \(words.unknown)", words.clock(time.unknown), "", "")] : []
    return [
      figures(
        words.down,
        words.clock(time.high),
        words.clock(time.estimate),
        words.clock(time.low)
      )
    ] + unknown + [
      row(
        words.time,
        "\(words.clock(time.elapsed)) = \(words.up) \(words.clock(time.up))"
          + " + \(words.down) \(words.clock(time.estimate))"
          + " + \(words.unknown) \(words.clock(time.unknown))"
      )
    ]
  }

  private func sampleLines(_ count: LatencyTally) -> [String] {
    let unmeasured =
      count.unmeasured > 0 ? ", \(words.count(count.unmeasured)) \(words.unmeasured)" : ""
    return [
      figures(
        words.slow,
        words.count(count.bad + count.unknown),
        words.count(count.bad),
        words.count(count.bad)
      ),
      row(
        words.samples.lowercased(),
        "\(words.count(count.valid)) \(words.counted), \(words.count(count.missing)) \(words.missing)"
          + unmeasured
      ),
    ]
  }

  private func text(_ measured: Measured) -> String {
    switch measured {
    case .share(let share): words.percent(share.percent(decimals: 6))
    case .time(let time): words.clock(time.wholeMilliseconds)
    case .count(let count): words.count(count)
    }
  }

  private func budgetLine(_ standing: Standing, in unit: Indicator.BudgetUnit) -> String {
    let total = standing.budget.amount
    let spent = standing.spent.estimate
    let amounts = [total, spent].map { unit == .time ? words.clock($0) : words.count($0) }
    let share =
      total > 0 ? "  \(words.percent(percentText(part: spent, of: total, decimals: 1)))" : ""
    let bar = bar(spent, of: total, width: 20)
    return row(
      words.budget,
      "\(amounts[0]), \(words.spent) \(amounts[1])  "
        + ink.paint(bar, Ink.tone(of: standing.state)) + share
    )
  }

  private func figures(_ label: String, _ worst: String, _ estimate: String, _ best: String)
    -> String
  {
    let cells = [worst, estimate, best].filter { !$0.isEmpty }
      .map { $0.rightAligned(to: TextReport.columns.figure) }
    return "  \(label.filled(to: TextReport.columns.label))\(cells.joined())"
  }

  private func row(_ label: String, _ value: String) -> String {
    "  \(label.filled(to: TextReport.columns.label))  \(value)"
  }

  private func tone(of verdict: Verdict) -> Ink.Tone {
    switch verdict {
    case .met: .good
    case .missed: .bad
    case .undetermined: .warning
    }
  }
}

extension Ink {
  /// Green within the budget, yellow where it is in danger, red where it is gone.
  static func tone(of state: ObjectiveState) -> Tone {
    switch state {
    case .ok: .good
    case .atRisk: .warning
    case .likelyBreached, .breached: .bad
    }
  }
}
