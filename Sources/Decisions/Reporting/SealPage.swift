import Accounting
import Agreement
import Chronology

/// What a page says of its seal, in the report's language.
struct SealPage: Bilingual {
  let seal: ReportSeal
  let sheet: ReportSheet

  var language: Language { sheet.text.language }

  /// The section's title.
  var title: String {
    say("Sealed report, revision \(seal.number)", "Rapport scellé, révision \(seal.number)")
  }

  /// On what the report rests.
  var lines: [String] {
    let root = seal.root.map { root in
      say(
        "rests on the first \(root.size) entries of the ledger, root \(root.hash)",
        "repose sur les \(root.size) premières entrées du registre, racine \(root.hash)"
      )
    }
    var lines = [
      say(
        "sealed \(sheet.text.local(seal.sealed))",
        "scellé le \(sheet.text.local(seal.sealed))"
      ),
      say(
        "nothing that was recorded after \(seal.asOf) is in it",
        "rien de ce qui a été inscrit après le \(seal.asOf) n'y figure"
      ),
      root ?? say("nothing of the ledger was signed", "rien du registre n'était signé"),
    ]
    if let previous = seal.previous {
      lines.append(
        say(
          "replaces revision \(previous.number), sealed \(previous.sealed), SHA-256 of its JSON"
            + " \(previous.hashes[.json] ?? "")",
          "remplace la révision \(previous.number), scellée le \(previous.sealed), SHA-256 de son"
            + " JSON \(previous.hashes[.json] ?? "")"
        )
      )
    }
    return lines
  }

  /// What changed since the revision before; no rows if nothing did.
  var changes: ReportSheet.Table {
    ReportSheet.Table(
      [
        (sheet.page.column.objective, false), (say("before", "avant"), false),
        (say("now", "désormais"), false),
      ],
      seal.changes.map { [$0.objective, text(of: $0.before), text(of: $0.after)] }
    )
  }

  /// What was put on record since.
  var because: ReportSheet.Table {
    ReportSheet.Table(
      [
        (say("what", "quoi"), false), (say("declared by", "déclaré par"), false),
        (say("recorded", "inscrit"), false), (say("reason", "motif"), false),
      ],
      seal.because.map { fact in
        [
          "\(word(of: fact)) (\(fact.id))",
          fact.author.map { sheet.text.role($0) } ?? "–", sheet.text.local(fact.recorded),
          fact.reason(in: language).printable(upTo: 200),
        ]
      }
    )
  }

  /// That no figure changed.
  var unchanged: String { say("no figure changed", "aucun chiffre n'a changé") }

  private func word(of fact: LateFact) -> String {
    if let kind = fact.kind { return sheet.text.text(kind) }
    if fact.feed != nil { return say("observations from outside", "observations de l'extérieur") }
    return fact.revision == nil ? fact.word : say("revision", "révision")
  }

  private func text(of figure: SealedReport.Figure?) -> String {
    guard let figure else { return "–" }
    let verdict = Verdict(rawValue: figure.verdict).map { sheet.verdict($0) } ?? figure.verdict
    return figure.estimate == "-"
      ? verdict : "\(verdict), \(sheet.words.decimal(figure.estimate))"
  }
}
