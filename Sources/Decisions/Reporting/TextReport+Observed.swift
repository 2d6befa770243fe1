import Accounting
import Agreement
import Chronology
import Judging
import Sampling

extension TextReport {
  /// How many sources are named; of more their number is said.
  private static let sourceLimit = 8

  /// What was counted of cases that were observed outside.
  func caseText(_ tally: ObservationTally) -> String {
    "\(words.count(tally.valid)) = \(words.count(tally.good)) \(say("good", "bons"))"
      + " + \(words.count(tally.valid - tally.good)) \(say("bad", "mauvais"))"
  }

  /// Where the figures of an objective come from, of one about what is observed outside: one sentence;
  /// nil of one that was probed.
  func sourceSentence(of result: ObjectiveResult) -> String? {
    guard let tally = result.standing.observed else { return nil }
    let notMeasured = say("not measured by constat", "non mesuré par constat")
    let apart = say("; ", " ; ")
    guard let last = tally.lastRecorded else {
      return say("from outside: nothing is on record", "de l'extérieur : rien au dossier")
        + apart + notMeasured
    }
    let noun = tally.entries == 1 ? say("entry", "entrée") : say("entries", "entrées")
    var parts = [
      "\(say("from outside: source", "de l'extérieur : source")) \(sources(tally))",
      "\(words.count(tally.entries)) \(noun)",
    ]
    if tally.corrected > 0 {
      let corrected = words.count(tally.corrected)
      let many = tally.corrected > 1 ? "corrigées" : "corrigée"
      parts.append(say("\(corrected) of them corrected", "dont \(corrected) \(many)"))
    }
    parts.append("\(say("last recorded", "dernière inscription")) \(local(last))")
    return parts.joined(separator: ", ") + apart + notMeasured
  }

  /// What else there is to know about the entries.
  func observationNotes(of result: ObjectiveResult) -> [String] {
    guard let tally = result.standing.observed else { return [] }
    var notes: [String] = []
    if tally.leftOut > 0 {
      let count = words.count(tally.leftOut)
      notes.append(
        say(
          "entries outside the promised time, or excluded: \(count)",
          "entrées hors du temps promis, ou exclues : \(count)"
        )
      )
    }
    if tally.reaching > 0 {
      let count = words.count(tally.reaching)
      notes.append(
        say(
          "entries that reach beyond the window, and count where they begin: \(count)",
          "entrées qui dépassent la fenêtre, et comptent là où elles commencent : \(count)"
        )
      )
    }
    return notes
  }

  /// The lines of an objective about what is observed outside, behind its bounds.
  func observedLines(of result: ObjectiveResult) -> [String] {
    guard let tally = result.standing.observed else { return [] }
    var lines = [labelled(say("cases", "cas"), caseText(tally))]
    if let percentile = result.observedPercentile {
      lines.append(labelled(say("percentile", "centile"), words.decimal("\(percentile)")))
    }
    let sentences = [sourceSentence(of: result)].compactMap(\.self) + observationNotes(of: result)
    return lines + sentences.flatMap { $0.wrapped(to: TextReport.width, indent: 2) }
  }

  private func sources(_ tally: ObservationTally) -> String {
    let named = tally.sources.prefix(TextReport.sourceLimit).map { $0.printable(upTo: 60) }
    let rest = tally.sources.count - named.count
    let more = rest > 0 ? [say("and \(rest) more", "et \(rest) autre\(rest > 1 ? "s" : "")")] : []
    return (named + more).joined(separator: ", ")
  }
}

extension ReportSheet {
  /// Where the figures of objectives come from that are about what is observed outside: lines of text.
  var observed: [String] {
    report.results.flatMap { result -> [String] in
      guard let sentence = text.sourceSentence(of: result) else { return [] }
      let name = "\(result.objective.id)\(page.colon) "
      let percentile =
        result.observedPercentile.map {
          [
            "\(name)\(text.label(of: result.objective)) = " + words.decimal("\($0)")
          ]
        } ?? []
      return [name + sentence] + percentile
        + text.observationNotes(of: result).map { name + $0 }
    }
  }
}
