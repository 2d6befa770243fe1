import Accounting
import Agreement
import Chronology
import Sampling

/// How the figures of a report came about, as its agreement has it: one paragraph a subject.
///
/// Each sentence is true of this agreement, or it doesn't stand there.
struct MethodText: Bilingual {
  let agreement: Agreement
  let language: Language

  /// The paragraphs, in the order in which things are done.
  var paragraphs: [String] {
    let isProbed = agreement.services.contains { !$0.checks.isEmpty }
    let probed = isProbed ? [time, bounds] : []
    let seen = isProbed ? [incidents] : []
    let rest = [causes, division].compactMap(\.self)
    return probed + observed(isAlone: !isProbed) + [verdict] + seen + rest + exclusions
  }

  /// How cases count that are observed outside; nothing where none are.
  private func observed(isAlone: Bool) -> [String] {
    guard agreement.services.contains(where: { $0.observations != nil }) else { return [] }
    let policy = isAlone ? say("Policy constat/1. ", "Règles constat/1. ") : ""
    return [
      policy
        + say(
          "Cases observed outside are given by a source, and constat measures none of them. Each counts "
            + "in the window in which it begins, if that is promised time and not excluded; of an "
            + "entry that was corrected the latest word counts.",
          "Les cas observés ailleurs sont donnés par une source ; constat n'en mesure aucun. Chacun "
            + "compte dans la fenêtre où il commence, si ce temps est promis et n'est pas exclu ; "
            + "d'une entrée corrigée, la dernière version compte."
        )
    ]
  }

  var words: Wording { .of(language) }
  private var measurement: MeasurementClause { agreement.clauses.measurement }

  private var time: String {
    say(
      "Policy constat/1. The promised time is divided, to the millisecond, into up, down, unknown "
        + "and excluded. A sample vouches for the state around it for at most its validity "
        + "V = max(1.5 × interval, interval + timeout); time further from any sample is unknown.",
      "Règles constat/1. Le temps promis se divise, à la milliseconde près, en disponible, en "
        + "panne, inconnu et exclu. Une mesure vaut pour l'état qui l'entoure pendant au plus sa "
        + "validité V = max(1,5 × intervalle, intervalle + délai) ; au-delà, le temps est inconnu."
    )
  }

  private var bounds: String {
    let down = say(
      "Down, at best: what failed samples prove. Estimate: from half-way before the first failure "
        + "to half-way after the last. At worst: all that lies between the successes around them.",
      "En panne, au mieux : ce que les mesures échouées prouvent. Estimation : de mi-chemin avant "
        + "le premier échec à mi-chemin après le dernier. Au pire : tout ce qui sépare les succès "
        + "qui les encadrent."
    )
    let unknown =
      switch measurement.unknown {
      case .undetermined:
        say(
          "The percentage at worst counts unknown time as down, the one at best as up; the "
            + "estimate leaves it out.",
          "Le pourcentage au pire compte l'inconnu comme panne, celui au mieux comme disponible ; "
            + "l'estimation l'écarte."
        )
      case .up:
        say(
          "By the agreement all three percentages count unknown time as up.",
          "Par convention, les trois pourcentages comptent l'inconnu comme disponible."
        )
      case .down:
        say(
          "By the agreement all three percentages count unknown time as down.",
          "Par convention, les trois pourcentages comptent l'inconnu comme panne."
        )
      }
    return "\(down) \(unknown)"
  }

  private var verdict: String {
    let rule = say(
      "An objective is met if even the worst reaches the target, missed if even the best doesn't, "
        + "and undetermined otherwise. The comparison is exact, in whole numbers; percentages are "
        + "rounded down for print only.",
      "Un objectif est tenu si même le pire l'atteint, manqué si même le mieux ne l'atteint pas, "
        + "indéterminé sinon. La comparaison est exacte, en nombres entiers ; les pourcentages "
        + "sont arrondis vers le bas pour l'impression seulement."
    )
    let tie =
      switch measurement.tie {
      case .jointReview:
        say(
          "What is undetermined is for both parties to settle.",
          "Ce qui est indéterminé est à régler par les deux parties."
        )
      case .provider:
        say(
          "What is undetermined counts as met.",
          "Ce qui est indéterminé compte comme tenu."
        )
      case .customer:
        say(
          "What is undetermined counts as missed.",
          "Ce qui est indéterminé compte comme manqué."
        )
      case .estimate:
        say(
          "What is undetermined is settled by the estimate, if enough is known.",
          "Ce qui est indéterminé est réglé par l'estimation, si assez est connu."
        )
      }
    let least = words.decimal("\(measurement.minimumCoverage)")
    let coverage = say(
      "Where less than \(least) % is known, no figure can be claimed: the bounds hold.",
      "Si moins de \(least) % est connu, aucun chiffre n'est opposable : les bornes tiennent."
    )
    return "\(rule) \(tie) \(coverage)"
  }

  private var incidents: String {
    var sentences = [
      say(
        "An incident takes several failures in a row and is dated back to the first.",
        "Un incident demande plusieurs échecs de suite et remonte au premier."
      ),
      counted,
      say(
        "Outages shorter than the time between two samples may go unseen.",
        "Une panne plus courte que le temps entre deux mesures peut passer inaperçue."
      ),
    ]
    let rules = agreement.clauses.incidents
    if rules.reopenWithin > .zero {
      sentences.append(
        say(
          "One that opens within \(words.term(rules.reopenWithin)) of another's end goes on with it.",
          "Celui qui s'ouvre moins de \(words.term(rules.reopenWithin)) après la fin d'un autre le prolonge."
        )
      )
    }
    switch rules.attribution {
    case .start:
      sentences.append(
        say(
          "An incident counts in the window in which it opened.",
          "Un incident compte dans la période de son début."
        )
      )
    case .end:
      sentences.append(
        say(
          "An incident counts in the window in which it was resolved.",
          "Un incident compte dans la période où il a pris fin."
        )
      )
    case .overlap:
      sentences.append(
        say(
          "An incident counts in every window that it touches.",
          "Un incident compte dans chaque période qu'il touche."
        )
      )
    }
    return sentences.joined(separator: " ")
  }

  /// What holds when a revision takes effect inside a window; nil where the window goes on as it began.
  private var division: String? {
    guard agreement.clauses.onChange == .split else { return nil }
    return say(
      "Where a later revision takes effect inside a window, the window is divided there: each part is a "
        + "window of its own, judged by its own revision, with the budget and the fees of its time.",
      "Si une révision prend effet au cours d'une fenêtre, celle-ci y est divisée : chaque part est une "
        + "fenêtre à elle seule, jugée selon sa propre révision, avec la tolérance et la redevance de sa "
        + "durée."
    )
  }

  /// Which failures the sums count.
  private var counted: String {
    let ignoring = agreement.objectives.filter { objective in
      if case .availability(let terms) = objective.indicator {
        terms.unconfirmed == .ignore
      } else {
        false
      }
    }
    if ignoring.isEmpty {
      return say(
        "The sums above count every failure, confirmed or not.",
        "Les sommes ci-dessus comptent chaque échec, confirmé ou non."
      )
    }
    let names = ignoring.map(\.id).joined(separator: ", ")
    return say(
      "The sums above count every failure, confirmed or not, but for \(names): of that only the "
        + "bound at worst has failures that were never confirmed.",
      "Les sommes ci-dessus comptent chaque échec, confirmé ou non, sauf pour \(names) : là, seule "
        + "la borne au pire compte les échecs qui n'ont pas été confirmés."
    )
  }
}
