package import Agreement
package import Chronology

/// The clauses of an agreement in plain sentences, one each, in one language: what is agreed, whatever
/// the period may have come to.
struct ClauseText: Bilingual {
  let agreement: Agreement
  let language: Language
  /// The revisions before it, ascending.
  var earlier: [ListedRevision] = []

  /// A heading, and the sentences below it.
  struct Section {
    /// In capitals.
    let title: String
    /// At least one.
    let sentences: [String]
  }

  var words: Wording { .of(language) }

  /// What a miss earns, and how it is had.
  var credits: Section {
    Section(title: say("CREDITS AGREED", "AVOIRS CONVENUS"), sentences: creditSentences)
  }

  /// When reports are made, and for whom.
  var following: Section {
    Section(title: say("FOLLOWING AND REPORTING", "SUIVI ET RAPPORTS"), sentences: reporting)
  }

  /// For how long the agreement holds, and what a change of it does.
  var revision: Section {
    Section(title: say("REVISION", "RÉVISION"), sentences: revisions)
  }

  private var reporting: [String] {
    let clause = agreement.clauses.reporting
    var sentences: [String] = []
    if let every = clause.every {
      sentences.append(
        say(
          "The report on each \(name(of: every)) is sealed \(words.term(clause.sealAfter)) after "
            + "its end. What is put on record later about that time makes the next revision of the "
            + "report, which says what it changes and why.",
          "Le rapport sur chaque \(name(of: every)) est scellé \(words.term(clause.sealAfter)) après "
            + "sa fin. Ce qui est inscrit plus tard sur ce temps donne la révision suivante du "
            + "rapport, qui dit ce qu'elle change et pourquoi."
        )
      )
    } else {
      sentences.append(
        say(
          "No report is sealed by itself. Facts about a window may be declared until "
            + "\(words.term(clause.sealAfter)) after its end before its credits are reckoned.",
          "Aucun rapport n'est scellé de lui-même. Des faits sur une fenêtre peuvent être déclarés "
            + "jusqu'à \(words.term(clause.sealAfter)) après sa fin avant que ses avoirs soient "
            + "calculés."
        )
      )
    }
    let recipients = clause.recipients.joined(separator: ", ")
    sentences.append(
      recipients.isEmpty
        ? say("No recipients are named.", "Aucun destinataire n'est nommé.")
        : say("Reports are for \(recipients).", "Les rapports sont destinés à \(recipients).")
    )
    sentences.append(
      say(
        "Percentages are printed with \(clause.decimals) decimals, rounded down.",
        "Les pourcentages sont imprimés avec \(clause.decimals) décimales, arrondis vers le bas."
      )
    )
    return sentences
  }

  private var revisions: [String] {
    let clauses = agreement.clauses
    let holds =
      clauses.until.map { until in
        say(
          "Revision \(agreement.revision) holds from \(agreement.effective) to \(until), that day "
            + "included.",
          "La révision \(agreement.revision) est en vigueur du \(agreement.effective) au \(until), "
            + "ce jour compris."
        )
      }
      ?? say(
        "Revision \(agreement.revision) holds from \(agreement.effective) on, without an end.",
        "La révision \(agreement.revision) est en vigueur à partir du \(agreement.effective), sans "
          + "terme."
      )
    let change =
      switch clauses.onChange {
      case .nextWindow:
        say(
          "Where a later revision comes to hold within a window, the window is judged to its end by "
            + "the revision that it began with.",
          "Si une révision ultérieure entre en vigueur au cours d'une fenêtre, celle-ci est jugée "
            + "jusqu'à sa fin selon la révision de son début."
        )
      case .split:
        say(
          "Where a later revision comes to hold within a window, the window is divided, and each "
            + "part is judged by its own revision.",
          "Si une révision ultérieure entre en vigueur au cours d'une fenêtre, celle-ci est divisée, "
            + "et chaque partie est jugée selon sa révision."
        )
      }
    let before = earlier.map { revision in
      say(
        "Before it: revision \(revision.number), from \(revision.effective), SHA-256 "
          + "\(revision.sha256).",
        "Avant elle : révision \(revision.number), à partir du \(revision.effective), SHA-256 "
          + "\(revision.sha256)."
      )
    }
    return [holds, change] + before
  }

  /// `month`; behind `each` or `chaque`.
  private func name(of unit: CivilWindow.Unit) -> String {
    switch unit {
    case .month: say("month", "mois")
    case .quarter: say("quarter", "trimestre")
    case .year: say("year", "année")
    case .week: say("week", "semaine")
    case .day: say("day", "jour")
    case .billingMonth(let day): say("month from day \(day)", "mois à compter du \(day)")
    }
  }
}

/// A revision of an agreement as a list names it.
package struct ListedRevision: Hashable, Sendable {
  /// Its number.
  package let number: Int
  /// From which local date it holds.
  package let effective: CivilDate
  /// SHA-256 of its text, in hexadecimal.
  package let sha256: String

  /// What is listed of `agreement`.
  package init(_ agreement: Agreement) {
    number = agreement.revision
    effective = agreement.effective
    sha256 = agreement.sha256
  }
}

extension [Agreement] {
  /// The revisions before `agreement` among these, ascending.
  package func listed(before agreement: Agreement) -> [ListedRevision] {
    filter { $0.id == agreement.id && $0.revision < agreement.revision }
      .sorted { $0.revision < $1.revision }.map { ListedRevision($0) }
  }
}

extension Report {
  /// The clauses of its agreement in its language.
  var clauses: ClauseText {
    ClauseText(agreement: agreement, language: language, earlier: earlier)
  }
}
