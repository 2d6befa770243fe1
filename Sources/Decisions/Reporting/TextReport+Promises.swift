import Agreement
import Chronology
import Sampling

extension TextReport {
  /// What is promised, in one sentence that may need several lines.
  func promiseLines(of objective: Objective) -> [String] {
    sentence(of: objective).wrapped(to: TextReport.width, indent: 2)
  }

  /// What is promised, in one sentence.
  func sentence(of objective: Objective) -> String {
    ([promise(of: objective)] + terms(of: objective)).joined(separator: ", ")
  }

  func promise(of objective: Objective) -> String {
    let window = words.window(objective.window)
    let goal =
      switch objective.goal {
      case .share(let share): "≥ \(words.percent("\(share)"))"
      case .time(let time): "≤ \(words.term(time))"
      case .count(let count): "≤ \(words.count(count))"
      }
    switch objective.indicator {
    case .latencyShare(let limit) where limit.isPercentile:
      let name = "\(say("percentile", "centile")) \(words.decimal("\(limit.share)"))"
      return "\(name) \(label(of: objective)) (\(phase(limit))) \(window)"
    case .latencyShare(let limit):
      return "\(words.share) \(words.term(limit.within)) (\(phase(limit))) \(goal) \(window)"
    case .slots(let terms):
      return "\(say("slots of", "créneaux de")) \(words.term(terms.length)) "
        + "\(say("without fault", "sans défaut")) \(goal) \(window)"
    case .slotMean(let terms):
      let slots = say("mean success of slots of", "succès moyen des créneaux de")
      return "\(slots) \(words.term(terms.length)) \(goal) \(window)"
    case .restore(let terms):
      return "\(say("restored within", "rétabli en")) \(words.term(terms.within)) (GTR) "
        + "\(share(terms)) \(window)"
    case .response(let terms):
      return "\(say("work begun within", "intervention en")) \(words.term(terms.within)) (GTI) "
        + "\(share(terms)) \(window)"
    case .duration(let limit) where limit.isPercentile:
      return "\(label(of: objective)) ≤ \(words.term(limit.within)) \(window)"
    case .duration(let limit):
      let cases = say("cases within", "cas en")
      return "\(cases) \(words.term(limit.within)) \(goal) \(window)"
    case .certificateValidity(let terms):
      let length = " \(words.term(terms.atLeast))"
      let still = terms.atLeast > .zero ? say(" for", " encore") + length : ""
      return "\(label(of: objective))\(still) \(goal) \(say("of the time", "du temps")) \(window)"
    default: return "\(label(of: objective)) \(goal) \(window)"
    }
  }

  /// What the figures of an objective are of.
  func label(of objective: Objective) -> String {
    switch objective.indicator {
    case .availability: words.availability
    case .slots: say("good slots", "bons créneaux")
    case .slotMean: say("mean success", "succès moyen")
    case .requests: say("successful requests", "requêtes réussies")
    case .latencyShare(let limit): "≤ \(words.term(limit.within))"
    case .correctness: say("right answers", "réponses justes")
    case .restore, .response: say("in time", "dans les délais")
    case .incidents: "incidents"
    case .longestOutage: say("longest outage", "plus longue panne")
    case .downtime: words.down
    case .coverage: say("time known", "temps connu")
    case .longestGap: say("longest unknown", "plus long inconnu")
    case .ratio: say("good cases", "bons cas")
    case .duration(let limit) where limit.isPercentile:
      "\(say("percentile", "centile")) \(words.decimal("\(limit.share)"))"
    case .duration(let limit): "≤ \(words.term(limit.within))"
    case .certificateValidity: say("certificate valid", "certificat valide")
    }
  }

  private func phase(_ limit: LatencyLimit) -> String { limit.phase?.description ?? words.total }

  private func share(_ terms: RestoreTerms) -> String {
    "\(say("for", "pour")) ≥ \(words.percent("\(terms.share)")) "
      + say("of incidents", "des incidents")
  }
}
