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
    return excluded + [partial]
  }

  private func text(_ clause: MaintenanceClause) -> String {
    var terms: [String] = []
    if clause.notice > .zero {
      terms.append(
        say(
          "with \(words.term(clause.notice)) of notice",
          "annoncée \(words.term(clause.notice)) à l'avance"
        )
      )
    }
    if let single = clause.single {
      terms.append(say("of at most \(words.term(single))", "de \(words.term(single)) au plus"))
    }
    if let cap = clause.cap {
      let unit = words.window(cap.per)
      let counting =
        cap.counts == .downtime
        ? say(" of downtime", " de panne") : say(" of planned time", " de temps prévu")
      terms.append(
        say(
          "up to \(words.term(cap.amount))\(counting) \(unit)",
          "jusqu'à \(words.term(cap.amount))\(counting) \(unit)"
        )
      )
    }
    if let during = clause.during {
      let hours = HoursText(language: language).parts(during).joined(separator: ", ")
      terms.append(say("wholly within \(hours)", "tout entière dans \(hours)"))
    }
    let list = terms.isEmpty ? "" : " " + terms.joined(separator: ", ")
    let rule =
      say("Maintenance\(list) ", "La maintenance\(list) ") + mode(clause.mode, .maintenance)
    return ([rule] + clause.recurring.map { text($0) }).joined(separator: " ")
  }

  private func text(_ work: RecurringMaintenance) -> String {
    let rule = RecurrenceText(language: language).text(work.recurrence)
    let start = HoursText(language: language).clock(work.start)
    return say(
      "Agreed in advance: \(rule), at \(start) for \(words.term(work.length)).",
      "Convenue d'avance : \(rule), à \(start) pendant \(words.term(work.length))."
    )
  }

  private func text(_ kind: Annotation.Kind, _ clause: DeclarationClause) -> String {
    let name =
      switch kind {
      case .forceMajeure: say("Force majeure", "La force majeure")
      case .customerFault: say("A fault of the customer", "Le fait du client")
      default: say("A suspension", "La suspension")
      }
    let declared = parties(clause.declaredBy)
    let accepted =
      clause.acceptedBy.isEmpty
      ? ""
      : say(
        " and accepted by \(parties(clause.acceptedBy))",
        " et \(agreed("accepté", kind)) par \(parties(clause.acceptedBy))"
      )
    return say(
      "\(name), declared by \(declared)\(accepted), ",
      "\(name), \(agreed("déclaré", kind)) par \(declared)\(accepted), "
    ) + mode(clause.mode, kind)
  }

  /// A French participle as it agrees with the kind.
  private func agreed(_ participle: String, _ kind: Annotation.Kind) -> String {
    kind == .customerFault ? participle : participle + "e"
  }

  private func mode(_ mode: ExclusionMode, _ kind: Annotation.Kind) -> String {
    switch mode {
    case .remove:
      say("is taken out of the whole.", "est \(agreed("retiré", kind)) du temps promis.")
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

  private var partial: String {
    switch agreement.clauses.partial {
    case .prorate:
      say(
        "Of a window in which the agreement begins or ends, the part in which it holds is judged, "
          + "with the budget of that part.",
        "D'une période où la convention commence ou finit, la partie qu'elle couvre est jugée, avec "
          + "le budget de cette partie."
      )
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
