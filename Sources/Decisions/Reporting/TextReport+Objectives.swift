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
    var lines =
      [
        ink.paint(title, .strong)
          + String(repeating: " ", count: max(2, TextReport.width - title.count - verdict.count))
          + ink.paint(verdict, tone(of: result.verdict))
      ] + promiseLines(of: result.objective)
    lines += result.own.map { ownLines($0) } ?? []
    if report.isCurrent {
      let window = standing.window
      lines.append("  \(local(window.start)) \(words.until) \(local(window.end))")
    }
    lines += figureLines(of: result)
    lines.append(row(words.coverage, coverage(standing)))
    if !standing.isClosed, report.hasBegun {
      let state = words.states[result.state] ?? result.state.name
      let parts = [
        result.reason.map { words.reason($0) },
        result.trend.map { words.trend($0 - standing.judged.end) },
      ].compactMap(\.self)
      let reason = parts.isEmpty ? "" : " (\(parts.joined(separator: say("; ", " ; "))))"
      lines.append(row(words.state, ink.paint(state, Ink.tone(of: result.state)) + reason))
    }
    return lines + clockLines(of: result.objective) + disputeLines(of: result)
  }

  /// The three bounds, what they are made of, and the budget.
  private func figureLines(of result: ObjectiveResult) -> [String] {
    let standing = result.standing
    let unit = result.objective.indicator.budgetUnit
    var lines = [
      figures("", words.bounds.worst, words.bounds.estimate, words.bounds.best),
      figures(of: result.objective, standing.low, standing.estimate, standing.high, standing),
    ]
    if let latencies = standing.latencies {
      lines += sampleLines(latencies, of: result.objective.indicator)
      if let text = percentileText(of: result) { lines.append(row(say("value", "valeur"), text)) }
    } else if standing.observed != nil {
      lines += observedLines(of: result)
    } else if unit == .time {
      lines += timeLines(standing, of: result.objective.indicator)
    }
    lines += certificateRows(of: result).map { row($0.label, $0.text) }
    lines.append(budgetLine(standing, in: unit))
    if standing.verdict != standing.proved {
      lines.append(row(say("verdict", "verdict"), tie(report.agreement.clauses.measurement.tie)))
    }
    return lines
  }

  /// One row of bounds; without an estimate where too little is known for it to be claimed.
  private func figures(
    of objective: Objective,
    _ low: Measured,
    _ estimate: Measured,
    _ high: Measured,
    _ standing: Standing
  ) -> String {
    // The worst of a share is the least, of what is limited the greatest.
    let isLimit = if case .share = objective.goal { false } else { true }
    return figures(
      label(of: objective),
      text(isLimit ? high : low),
      isWithheld(standing) ? "—" : text(estimate),
      text(isLimit ? low : high)
    )
  }

  /// Whether only the bounds hold.
  func isWithheld(_ standing: Standing) -> Bool {
    !standing.isClaimable && standing.coverage.whole > 0
  }

  /// How much is known, and whether that is too little.
  func coverage(_ standing: Standing) -> String {
    let coverage = words.percent(standing.coverage.percent(decimals: decimals))
    guard isWithheld(standing) else { return coverage }
    let minimum = words.percent("\(report.agreement.clauses.measurement.minimumCoverage)")
    return coverage
      + say(
        ", below the minimum of \(minimum): figure not claimable",
        ", sous le minimum de \(minimum) : chiffre non opposable"
      )
  }

  /// The figures if everything that is claimed or disputed were excluded.
  private func disputeLines(of result: ObjectiveResult) -> [String] {
    guard let disputed = result.standing.disputed else { return [] }
    let verdict = words.promised[disputed.verdict] ?? disputed.verdict.rawValue
    let title = say(
      "  if all that is claimed or disputed were excluded",
      "  si tout ce qui est invoqué ou contesté était exclu"
    )
    return [
      title.followed(by: verdict, in: TextReport.width),
      figures(
        of: result.objective,
        disputed.low,
        disputed.estimate,
        disputed.high,
        result.standing
      ),
    ]
  }

  /// How many decimals a percentage has.
  var decimals: Int { report.agreement.clauses.reporting.decimals }

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

  /// The division of time; the three columns of each row go with the percentages above them.
  private func timeLines(_ standing: Standing, of indicator: Indicator) -> [String] {
    let time = standing.time
    let unknown =
      time.unknown > 0 ? [figures("+ \(words.unknown)", words.clock(time.unknown), "", "")] : []
    let excluded =
      time.excluded > 0
      ? [row("", "+ \(say("excluded", "exclu")) \(words.clock(time.excluded))")] : []
    let levels = LevelWords(of: indicator, in: language)
    let isOwn = indicator.hasLevelsOfItsOwn
    let (up, downName) = isOwn ? (levels.good, levels.bad) : (words.up, words.down)
    let down = figures(
      downName,
      words.clock(time.high),
      isWithheld(standing) ? "—" : words.clock(time.estimate),
      words.clock(time.low)
    )
    let parts: [String]
    switch indicator {
    case .downtime: parts = unknown
    case .coverage, .longestGap: parts = []
    default: parts = [down] + unknown
    }
    return parts + [
      row(
        words.time,
        "\(words.clock(time.service)) = \(up) \(words.clock(time.up))"
          + " + \(downName) \(words.clock(time.estimate))"
          + " + \(words.unknown) \(words.clock(time.unknown))"
      )
    ] + excluded
  }

  private func sampleLines(_ count: LatencyTally, of indicator: Indicator) -> [String] {
    let unmeasured =
      count.unmeasured > 0 ? ", \(words.count(count.unmeasured)) \(words.unmeasured)" : ""
    let isTimed = if case .latencyShare = indicator { true } else { false }
    return [
      figures(
        isTimed ? words.slow : say("failed", "échouées"),
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

  /// What was measured, in the unit of the goal.
  func text(_ measured: Measured) -> String {
    switch measured {
    case .share(let share): words.percent(share.percent(decimals: decimals))
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

  /// A line that stands below the figures of an objective.
  func labelled(_ label: String, _ value: String) -> String { row(label, value) }

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
