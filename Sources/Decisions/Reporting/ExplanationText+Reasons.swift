import Accounting
import Agreement
import Chronology
import Judging
import Sampling

extension ExplanationText {
  /// The clauses and declarations by which a stretch counts as it does.
  func reasonLines(of stretch: AccountedStretch, in part: ExplainedObjective) -> [String] {
    var lines: [String] = []
    let decided = stretch.decisions.map { part.account.decisions[$0] }
    for clause in part.clauses(of: stretch, in: explanation.report.agreement) {
      guard !decided.contains(where: { $0.clause == clause }) else { continue }
      let reason = stretch.uncounted.first { clause.keys.last == $0.key(in: clause) }
      let why = reason.map { "\(base.colon) \(text($0))" } ?? ""
      lines.append("      \(text(of: clause, in: part))\(why)")
    }
    for decision in decided {
      lines.append(
        "      \(text(of: decision, over: stretch))\(base.colon) \(text(of: decision.clause, in: part))"
      )
    }
    return lines
  }

  /// A clause with what is written there, and its line.
  func text(of clause: ClausePath, in part: ExplainedObjective) -> String {
    guard let place = part.places(clause) else {
      let name = clause.name.printable(upTo: 96)
      guard explanation.file != nil else { return name }
      return name
        + say(
          " (not in the file: the rule without it)",
          " (pas dans le fichier : règle par défaut)"
        )
    }
    let text = place.text.map { ": \($0)" } ?? ""
    return (clause.name + text).printable(upTo: 96)
      + " (\(say("line", "ligne")) \(place.line))"
  }

  private func text(_ reason: AccountedStretch.Uncounted) -> String {
    switch reason {
    case .short: say("too short to count", "trop court pour compter")
    case .unconfirmed:
      say("never reached a confirmation", "jamais confirmé")
    case .partialMinute:
      say("part of a minute that isn't whole", "partie d'une minute qui n'est pas entière")
    }
  }

  private func text(of decision: ExclusionDecision, over stretch: AccountedStretch) -> String {
    var name = base.text(decision.kind)
    switch decision.origin {
    case .declared(let recorded): name += " \(recorded.id)"
    case .recurring: name += say(", recurring", ", récurrente")
    }
    let status: String
    switch decision.status {
    case .accepted where decision.excludes(stretch.interval): status = say("excluded", "exclu")
    case .accepted: status = say("over the cap, counts", "hors plafond, compte")
    case .claimed:
      status = say("claimed, counts until accepted", "invoqué, compte tant que non accepté")
    case .disputed: status = say("disputed, counts", "contesté, compte")
    case .rejected(let refusal):
      status = "\(say("refused", "refusé")), \(base.reason(refusal))"
    }
    return "\(name), \(status)"
  }

  /// The samples of one check between which a stretch lies.
  func evidenceLines(of evidence: StretchEvidence, _ stretch: AccountedStretch) -> [String] {
    let name = evidence.check.description.printable(upTo: 40)
    let kinds = evidence.counts.map { kind, count in
      let cause = kind.cause.map { " \($0.name)" } ?? ""
      return "\(base.words.count(Int64(count))) × \(kind.outcome)\(cause)"
    }
    let none = say("no sample", "aucune mesure")
    let inside = kinds.isEmpty ? none : kinds.joined(separator: ", ")
    let rows = [
      (say("before", "avant"), evidence.before), (say("last", "dernier"), evidence.last),
      (say("after", "après"), evidence.after),
    ]
    return ["      \(name)\(base.colon) \(say("inside", "dedans")) \(inside)"]
      + rows.compactMap { label, sample in
        sample.map { "        \(label.filled(to: 8)) \(text(of: $0))" }
      }
  }

  /// A sample: when it ran, and what it found.
  func text(of sample: Sample) -> String {
    let took = base.words.clock((sample.end - sample.start).wholeMilliseconds)
    let cause = sample.cause.map { " \($0.name)" } ?? ""
    let status = sample.status == 0 ? "" : " \(sample.status)"
    return "\(moment(sample.start)) (\(took)) \(sample.outcome)\(cause)\(status)"
  }
}

extension AccountedStretch.Uncounted {
  /// The key of the clause that says so, if `clause` is it.
  fileprivate func key(in clause: ClausePath) -> String? {
    switch self {
    case .short: clause.keys.last.flatMap { ["at-least", "more-than"].contains($0) ? $0 : nil }
    case .unconfirmed: "unconfirmed"
    case .partialMinute: "count"
    }
  }
}
