import Accounting
import Agreement
import Chronology
import Judging

extension ReportSheet {
  /// What was counted for every objective that counts samples.
  var counts: Table {
    Table(
      [
        (page.column.objective, false), (words.counted, true),
        (text.say("slow or failed", "lentes ou échouées"), true),
        ("\(text.say("the same", "idem")), \(words.bounds.worst)", true), (words.missing, true),
        (words.unmeasured, true),
      ],
      report.results.compactMap { result in
        guard let counted = result.standing.latencies else { return nil }
        return [result.objective.id]
          + [
            counted.valid, counted.bad, counted.bad + counted.unknown, counted.missing,
            counted.unmeasured,
          ].map { words.count($0) }
      }
    )
  }

  /// How the windows of rolling objectives stood in the period, a sentence each.
  var ownWindows: [String] {
    report.results.flatMap { result -> [String] in
      guard let own = result.own else { return [] }
      let name = "\(result.objective.id)\(page.colon) "
      guard let breaches = own.breaches else { return [name + words.own.rule] }
      guard breaches.count > 0 else {
        return [name + words.own.rule + text.say("; ", " ; ") + words.own.none]
      }
      let noun = breaches.count == 1 ? words.own.one : words.own.many
      let count = "\(words.count(Int64(breaches.count))) \(noun)"
      let earlier =
        breaches.forgotten > 0
        ? ["\(words.count(Int64(breaches.forgotten))) \(words.own.earlier)"] : []
      return ["\(name)\(words.own.rule)", "\(words.own.label)\(page.colon) \(count)"] + earlier
        + breaches.kept.map { breach in
          let end = breach.over.map { text.local($0) } ?? words.lasting
          return "\(text.local(breach.begun)) \(words.until) \(end)"
        }
    }
  }

  /// The verdict of a result, and who prevails where the bounds leave it open.
  func verdict(of result: ObjectiveResult) -> String {
    let word = verdict(result.verdict)
    guard result.standing.verdict != result.standing.proved else { return word }
    return "\(word) (\(text.tie(report.agreement.clauses.measurement.tie)))"
  }

  /// How an open objective stands now, why, and when its budget is gone by the trend.
  func state(of result: ObjectiveResult) -> String {
    let parts = [
      result.reason.map { words.reason($0) },
      result.trend.map { words.trend($0 - result.standing.judged.end) },
    ].compactMap(\.self)
    let reasons = parts.isEmpty ? "" : " (\(parts.joined(separator: text.say("; ", " ; "))))"
    return (words.states[result.state] ?? result.state.name) + reasons
  }

  /// What is spent of a budget, and which share of it that is.
  func spent(of result: ObjectiveResult) -> String {
    let unit = result.objective.indicator.budgetUnit
    let total = result.standing.budget.amount
    let spent = result.standing.spent.estimate
    guard total > 0 else { return amount(spent, unit) }
    let share = words.percent(percentText(part: spent, of: total, decimals: 1))
    return "\(amount(spent, unit)) (\(share))"
  }

  /// What each objective would be with everything excluded that is claimed or disputed, a sentence
  /// each; none that it changes nothing of.
  var disputed: [String] {
    report.results.compactMap { result in
      guard let disputed = result.standing.disputed else { return nil }
      let isShare = if case .share = result.objective.goal { true } else { false }
      let bounds = [
        (words.bounds.worst, isShare ? disputed.low : disputed.high),
        (words.bounds.estimate, disputed.estimate),
        (words.bounds.best, isShare ? disputed.high : disputed.low),
      ].map { "\($0.0) \(text.text($0.1))" }.joined(separator: ", ")
      return "\(page.disputed) \(result.objective.id), \(bounds)\(page.colon) "
        + verdict(disputed.verdict)
    }
  }
}
