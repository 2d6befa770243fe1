import Agreement
import Chronology

extension ClauseText {
  /// One sentence for each credit, and for each rule that holds for all of them.
  var creditSentences: [String] {
    guard let credits = agreement.clauses.credits else {
      return [say("No credits are agreed.", "Aucun avoir n'est convenu.")]
    }
    var sentences = credits.rules.map { rule in
      "\(rule.objective)\(PageWords.of(language).colon) \(text(rule))."
    }
    sentences += credits.nonCumulative.map { ids in
      let list = ids.joined(separator: ", ")
      return say(
        "Of \(list) only the most favourable credit is given.",
        "Ne se cumulent pas : \(list) ; seul l'avoir le plus favorable est accordé."
      )
    }
    sentences += caps(credits)
    if let minimum = credits.minimum {
      sentences.append(
        say(
          "A sum of not more than \(words.money(minimum)) is not paid.",
          "Une somme qui ne dépasse pas \(words.money(minimum)) n'est pas versée."
        )
      )
    }
    sentences.append(claim(credits))
    return sentences
  }

  private func caps(_ credits: CreditClauses) -> [String] {
    let window = credits.windowCap.map { cap in
      say(
        "The credits of a window are at most \(share(cap)) of its fees.",
        "Les avoirs d'une fenêtre sont plafonnés à \(share(cap)) de ses redevances."
      )
    }
    let year = credits.yearCap.map { cap in
      say(
        "The credits of a calendar year are at most \(share(cap)) of its fees.",
        "Les avoirs d'une année civile sont plafonnés à \(share(cap)) de ses redevances."
      )
    }
    return [window, year].compactMap(\.self)
  }

  private func claim(_ credits: CreditClauses) -> String {
    guard let time = credits.claimWithin else {
      return say(
        "A credit may be claimed without a limit of time.",
        "Un avoir peut être réclamé sans limite de temps."
      )
    }
    return say(
      "A credit may be claimed within \(words.term(time)) after the end of its window.",
      "Un avoir peut être réclamé dans les \(words.term(time)) qui suivent la fin de sa fenêtre."
    )
  }

  /// What a rule gives, without the name of its objective and without a period.
  private func text(_ rule: CreditRule) -> String {
    switch rule.scale {
    case .tiers(let tiers):
      // The highest share first, as agreements write them.
      let steps = tiers.reversed().map { tier in
        say(
          "below \(share(tier.below)), \(share(tier.credit)) of the fee of the window",
          "en dessous de \(share(tier.below)), \(share(tier.credit)) de la redevance de la fenêtre"
        )
      }
      return steps.joined(separator: say("; ", " ; "))
        + (tiers.count > 1
          ? say(
            "; the lowest tier that is missed counts alone",
            " ; le palier manqué le plus bas compte seul"
          ) : "")
    case .perTime(let credit): return text(credit)
    case .perIncident(let amount): return "\(text(amount)) \(incidents(of: rule.objective))"
    case .flat(let amount):
      return say("\(text(amount)) if it is missed", "\(text(amount)) s'il est manqué")
    }
  }

  private func text(_ credit: TimeCredit) -> String {
    let unit = words.term(credit.unit)
    let what =
      credit.isBeyondTarget
      ? say("of downtime beyond the budget", "de panne au-delà du budget")
      : say(
        "of downtime, from its start once the budget is exceeded",
        "de panne, dès le début une fois le budget dépassé"
      )
    let counting =
      switch credit.counting {
      case .complete: say("only complete ones count", "seules les tranches complètes comptent")
      case .started:
        say("one that has begun counts whole", "toute tranche commencée compte entière")
      case .prorata: say("a part counts in proportion", "une tranche entamée compte au prorata")
      }
    return say(
      "\(text(credit.amount)) for every \(unit) \(what); \(counting)",
      "\(text(credit.amount)) par tranche de \(unit) \(what) ; \(counting)"
    )
  }

  /// Of which incidents a credit is for each.
  private func incidents(of id: String) -> String {
    let objective = agreement.objectives.first { $0.id == id }
    if case .incidents(let limit) = objective?.indicator {
      return say(
        "for each incident beyond the \(limit.atMost) that are allowed",
        "pour chaque incident au-delà des \(limit.atMost) admis"
      )
    }
    return say(
      "for each incident that is not in time",
      "pour chaque incident hors délai"
    )
  }

  private func text(_ amount: CreditAmount) -> String {
    switch amount {
    case .share(let share):
      say(
        "\(self.share(share)) of the fee of the window",
        "\(self.share(share)) de la redevance de la fenêtre"
      )
    case .money(let money): words.money(money)
    }
  }

  private func share(_ ratio: Ratio) -> String { words.percent("\(ratio)") }
}
