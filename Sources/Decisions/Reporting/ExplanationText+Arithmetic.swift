import Accounting
import Agreement
import Judging

extension ExplanationText {
  /// How the figures follow from the stretches, and the verdict from the figures.
  func arithmeticLines(of part: ExplainedObjective) -> [String] {
    let sums = Arithmetic(of: part)
    let time = sums.standing.time
    let levels = levels(of: part)
    let of = { (words: String) in say("  of it ", "  dont ") + words }
    var lines = [
      "", "  " + base.ink.paint(say("arithmetic", "calcul"), .strong),
      sum(say("promised", "promis"), time.service),
      sum(say("− removed", "− retiré"), time.removed),
      sum(say("= eligible", "= pris en compte"), time.elapsed),
      sum(of(say("available, excluded", "disponible, exclu")), time.deemed),
      sum(of(levels.good), time.up),
      sum(of(levels.proved), time.low),
      sum(of(levels.estimated), time.estimate),
      sum(of(levels.atMost), time.high),
      sum(of(say("unknown", "inconnu")), time.unknown),
    ]
    lines.append(
      "  "
        + (sums.addsUp
          ? say(
            "The stretches above add up to these sums, to the millisecond.",
            "Les plages ci-dessus donnent ces sommes, à la milliseconde."
          )
          : say(
            "Of a part of the time only sums are left: above it is unknown.",
            "D'une partie du temps, il ne reste que des sommes : ci-dessus, elle est inconnue."
          ))
    )
    return lines + verdictLines(of: part, sums)
  }

  /// Each bound against the target, and what follows.
  func verdictLines(of part: ExplainedObjective, _ sums: Arithmetic) -> [String] {
    var lines = sums.comparisons.map { text(of: $0, in: sums) }
    let verdict =
      base.words.promised[sums.standing.proved] ?? sums.standing.proved.rawValue
    lines.append("  \(say("So the bounds say:", "Les bornes disent donc :")) \(verdict)")
    if part.result.verdict != sums.standing.proved {
      let held = base.words.promised[part.result.verdict] ?? part.result.verdict.rawValue
      let why =
        part.result.own != nil
        ? say("by the breaches of its own windows", "par les dépassements de ses propres fenêtres")
        : "measurement.tie"
      lines.append("  \(say("What holds:", "Est retenu :")) \(held) (\(why))")
    }
    return lines
  }

  private func sum(_ label: String, _ milliseconds: Int64) -> String {
    let exact = "\(base.words.count(milliseconds)) ms"
    return "    \(label.filled(to: 30)) \(exact.rightAligned(to: 20))  "
      + base.words.clock(milliseconds).rightAligned(to: 14)
  }

  private func text(of comparison: Arithmetic.Comparison, in sums: Arithmetic) -> String {
    let bound = base.words.bounds
    let name =
      switch comparison.bound {
      case "low": sums.isLimit ? bound.best : bound.worst
      case "high": sums.isLimit ? bound.worst : bound.best
      default: bound.estimate
      }
    if sums.isLimit {
      let sign = comparison.isReached ? "≤" : ">"
      return "    \(name.filled(to: 12)) \(comparison.left) \(sign) \(comparison.right)"
    }
    let sign = comparison.isReached ? "≥" : "<"
    let share = base.words.percent(
      Share(comparison.part, of: comparison.whole).percent(decimals: 6)
    )
    return "    \(name.filled(to: 12)) \(comparison.part) ÷ \(comparison.whole) = \(share)"
      + "\(base.colon) "
      + "\(comparison.part) × \(sums.target.denominator) = \(comparison.left) \(sign) "
      + "\(sums.target.numerator) × \(comparison.whole) = \(comparison.right)"
  }
}

extension Arithmetic {
  /// Whether a time or a number is limited, and no share promised.
  fileprivate var isLimit: Bool { if case .share = objective.goal { false } else { true } }

  /// The share that is promised; one where a limit is.
  fileprivate var target: Ratio {
    if case .share(let target) = objective.goal { target } else { .one }
  }
}
