import Agreement
import Chronology

extension MethodText {
  /// What the agreement excludes, and what becomes of a window in which it begins or ends.
  var exclusions: [String] {
    let clauses = agreement.clauses.exclusions
    var sentences: [String] = []
    if let maintenance = clauses.maintenance { sentences.append(text(maintenance)) }
    for kind in [Annotation.Kind.forceMajeure, .customerFault, .suspension] {
      if let clause = clauses.declared[kind] { sentences.append(text(kind, clause)) }
    }
    let excluded = sentences.isEmpty ? [] : [sentences.joined(separator: " ")]
    return excluded + (partial.map { [$0] } ?? [])
  }

  private func text(_ clause: MaintenanceClause) -> String {
    var terms: [String] = []
    if clause.notice > .zero {
      terms.append(say("with \(clause.notice) of notice", "annoncée \(clause.notice) à l'avance"))
    }
    if let single = clause.single {
      terms.append(say("of at most \(single)", "de \(single) au plus"))
    }
    if let cap = clause.cap {
      let unit = window(cap.per)
      let counting =
        cap.counts == .downtime
        ? say(" of downtime", " de panne") : say(" of planned time", " de temps prévu")
      terms.append(
        say("up to \(cap.amount)\(counting) \(unit)", "jusqu'à \(cap.amount)\(counting) \(unit)")
      )
    }
    if clause.during != nil {
      terms.append(say("within its agreed hours", "dans ses heures convenues"))
    }
    let list = terms.isEmpty ? "" : " " + terms.joined(separator: ", ")
    return say("Maintenance\(list) ", "La maintenance\(list) ") + mode(clause.mode)
  }

  private func text(_ kind: Annotation.Kind, _ clause: DeclarationClause) -> String {
    let name =
      switch kind {
      case .forceMajeure: say("Force majeure", "La force majeure")
      case .customerFault: say("A fault of the customer", "La faute du client")
      default: say("A suspension", "La suspension")
      }
    let declared = parties(clause.declaredBy)
    let accepted =
      clause.acceptedBy.isEmpty
      ? ""
      : say(
        " and accepted by \(parties(clause.acceptedBy))",
        " et acceptée par \(parties(clause.acceptedBy))"
      )
    return say(
      "\(name), declared by \(declared)\(accepted), ",
      "\(name), déclarée par \(declared)\(accepted), "
    ) + mode(clause.mode)
  }

  private func mode(_ mode: ExclusionMode) -> String {
    switch mode {
    case .remove: say("is taken out of the whole.", "est retirée du temps promis.")
    case .available: say("counts as available.", "compte comme disponible.")
    }
  }

  private func parties(_ authors: Set<Annotation.Author>) -> String {
    let names = Annotation.Author.allCases.filter(authors.contains).map { author in
      switch author {
      case .provider: say("the provider", "le prestataire")
      case .customer: say("the customer", "le client")
      case .measurer: say("the measurer", "le mesureur")
      case .arbiter: say("the arbiter", "l'arbitre")
      }
    }
    return names.joined(separator: say(" or ", " ou "))
  }

  private func window(_ unit: CivilWindow.Unit) -> String {
    let rule: WindowRule =
      switch unit {
      case .month: .month
      case .quarter: .quarter
      case .year: .year
      case .week: .week
      case .day: .day
      case .billingMonth(let day): .billingMonth(day)
      }
    return Wording.of(language).window(rule)
  }

  private var partial: String? {
    switch agreement.clauses.partial {
    case .prorate: nil
    case .deemAvailable:
      say(
        "Of a window in which the agreement begins or ends, the part in which it doesn't hold is "
          + "deemed available.",
        "D'une période où la convention commence ou finit, la partie qu'elle ne couvre pas est "
          + "réputée disponible."
      )
    case .skip:
      say(
        "A window in which the agreement begins or ends is not judged.",
        "Une période où la convention commence ou finit n'est pas jugée."
      )
    }
  }
}
