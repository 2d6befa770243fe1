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
    let window = window(objective.window)
    let goal =
      switch objective.goal {
      case .share(let share): "≥ \(words.percent("\(share)"))"
      case .time(let time): "≤ \(words.decimal("\(time)"))"
      case .count(let count): "≤ \(words.count(count))"
      }
    switch objective.indicator {
    case .latencyShare(let limit) where limit.isPercentile:
      let within = words.decimal("\(limit.within)")
      return "\(label(of: objective)) ≤ \(within) (\(phase(limit))) \(window)"
    case .latencyShare(let limit):
      return
        "\(words.share) \(words.decimal("\(limit.within)")) (\(phase(limit))) \(goal) \(window)"
    case .slots(let terms):
      return "\(say("slots of", "créneaux de")) \(terms.length) "
        + "\(say("without fault", "sans défaut")) \(goal) \(window)"
    case .slotMean(let terms):
      return "\(say("mean success of slots of", "succès moyen des créneaux de")) \(terms.length) "
        + "\(goal) \(window)"
    case .restore(let terms):
      return
        "\(say("restored within", "rétabli en")) \(terms.within) (GTR) \(share(terms)) \(window)"
    case .response(let terms):
      return "\(say("work begun within", "intervention en")) \(terms.within) (GTI) "
        + "\(share(terms)) \(window)"
    case .duration(let limit) where limit.isPercentile:
      return "\(label(of: objective)) ≤ \(words.decimal("\(limit.within)")) \(window)"
    case .duration(let limit):
      return
        "\(say("cases within", "cas en")) \(words.decimal("\(limit.within)")) \(goal) \(window)"
    case .certificateValidity(let terms):
      let still = terms.atLeast > .zero ? say(" for", " encore") + " \(terms.atLeast)" : ""
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
    case .latencyShare(let limit) where limit.isPercentile:
      "\(say("percentile", "centile")) \(words.decimal("\(limit.share)"))"
    case .latencyShare(let limit): "≤ \(words.decimal("\(limit.within)"))"
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
    case .duration(let limit): "≤ \(words.decimal("\(limit.within)"))"
    case .certificateValidity: say("certificate valid", "certificat valide")
    }
  }

  /// `per month`, `per billing month (from the 15th day)`.
  private func window(_ rule: WindowRule) -> String {
    if case .billingMonth(let day) = rule {
      return say("per month from day \(day)", "par mois à compter du \(day)")
    }
    return words.window(rule)
  }

  private func phase(_ limit: LatencyLimit) -> String { limit.phase?.description ?? words.total }

  private func share(_ terms: RestoreTerms) -> String {
    "\(say("for", "pour")) ≥ \(words.percent("\(terms.share)")) "
      + say("of incidents", "des incidents")
  }

  /// What else the promise says, where it isn't what goes without saying.
  private func terms(of objective: Objective) -> [String] {
    switch objective.indicator {
    case .availability(let terms): return self.terms(of: terms)
    case .restore(let terms), .response(let terms):
      switch terms.from {
      case .opened: return []
      case .confirmed: return [say("from confirmation on", "à partir de la confirmation")]
      case .ticket: return [say("from the ticket on", "à partir du ticket")]
      }
    case .incidents(let limit):
      return limit.lasting.map { [say("of \($0) and longer", "de \($0) et plus")] } ?? []
    case .latencyShare(let limit) where limit.failures == .excluded:
      return [say("failures not counted", "échecs non comptés")]
    case .ratio(let terms) where terms.uncovered == .unknown:
      return [
        say("time of which nobody gave counts is unknown", "le temps sans comptage est inconnu")
      ]
    default: return []
    }
  }

  private func terms(of terms: AvailabilityTerms) -> [String] {
    var parts: [String] = []
    if let floor = terms.floor {
      parts.append(
        floor.isInclusive
          ? say("outages of \(floor.length) and longer", "pannes de \(floor.length) et plus")
          : say("outages longer than \(floor.length)", "pannes de plus de \(floor.length)")
      )
    }
    switch terms.counting {
    case .exact: break
    case .clockMinutes:
      parts.append(say("in whole minutes of the clock", "en minutes entières de l'horloge"))
    case .outageMinutes:
      parts.append(say("in whole minutes of the outage", "en minutes entières de la panne"))
    }
    if terms.unconfirmed == .ignore {
      parts.append(say("unconfirmed failures left out", "échecs non confirmés écartés"))
    }
    return parts
  }
}
