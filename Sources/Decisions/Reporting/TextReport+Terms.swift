import Agreement
import Chronology

extension TextReport {
  /// What else a promise says besides its target and its window.
  func terms(of objective: Objective) -> [String] {
    switch objective.indicator {
    case .availability(let terms): return self.terms(of: terms)
    case .slots(let terms): return isBad(terms) + isEmpty(terms)
    case .slotMean(let terms): return isEmpty(terms)
    case .restore(let terms), .response(let terms): return self.terms(of: terms)
    case .incidents(let limit):
      return limit.lasting.map { time in
        [say("of \(words.term(time)) and longer", "de \(words.term(time)) et plus")]
      } ?? []
    case .latencyShare(let limit) where limit.failures == .excluded:
      return [say("failures not counted", "échecs non comptés")]
    case .ratio(let terms) where terms.uncovered == .unknown:
      return [
        say("time of which nobody gave counts is unknown", "le temps sans comptage est inconnu")
      ]
    case .latencyShare:
      return [say("failures as too slow", "échecs comptés comme trop lents")]
    default: return []
    }
  }

  private func terms(of terms: AvailabilityTerms) -> [String] {
    var parts: [String] = []
    if let floor = terms.floor {
      let length = words.term(floor.length)
      let whole = floor.measure == .whole
      parts.append(
        floor.isInclusive
          ? say("outages of \(length) and longer", "pannes de \(length) et plus")
          : say("outages longer than \(length)", "pannes de plus de \(length)")
      )
      parts.append(
        whole
          ? say("measured whole", "mesurées entières")
          : say("measured without what is excluded", "mesurées hors temps exclu")
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

  /// When a slot is bad.
  private func isBad(_ terms: SlotTerms) -> [String] {
    let errors = terms.errors.map { words.percent("\($0)") }
    let rule =
      errors.map { share in
        say("bad with more than \(share) of failures", "mauvais au-delà de \(share) d'échecs")
      } ?? say("bad if all of it fails", "mauvais si tout y échoue")
    guard terms.least > 1 else { return [rule] }
    let least = words.count(terms.least)
    return [
      rule, say("good with fewer than \(least) samples", "bon avec moins de \(least) mesures"),
    ]
  }

  private func isEmpty(_ terms: SlotTerms) -> [String] {
    switch terms.empty {
    case .good: [say("good without a sample", "bon sans mesure")]
    case .unknown: [say("unknown without a sample", "inconnu sans mesure")]
    case .excluded: [say("left out without a sample", "écarté sans mesure")]
    }
  }

  /// On which clock, and from when.
  private func terms(of terms: RestoreTerms) -> [String] {
    let hours = HoursText(language: report.language)
    let clock =
      switch terms.clock {
      case nil: say("the clock runs in the hours of the service", "délai aux heures du service")
      case .always: say("the clock always runs", "délai compté jour et nuit")
      case .weekly(let weekly):
        say("the clock runs ", "délai compté ") + hours.parts(weekly).joined(separator: ", ")
      }
    let start =
      switch terms.from {
      case .opened: say("from the opening on", "à partir du début")
      case .confirmed: say("from confirmation on", "à partir de la confirmation")
      case .ticket: say("from the ticket on", "à partir du ticket")
      }
    return [start, clock]
  }
}
