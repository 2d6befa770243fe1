import Accounting
import Agreement
import Chronology
import Sampling

extension TextReport {
  /// What somebody wants excluded: when, by whose word, and what the agreement says to it.
  var exclusionLines: [String] {
    guard !report.exclusions.isEmpty else { return ["  \(words.none)"] }
    return report.exclusions.enumerated().flatMap { index, entry in
      let title = "  \(index + 1). \(entry.service) · \(text(entry.decision.kind))"
      let status = word(for: entry.decision.status)
      let margin = max(2, TextReport.width - title.count - status.count)
      let head =
        title + String(repeating: " ", count: margin)
        + ink.paint(status, tone(of: entry.decision.status))
      return ["", head] + details(of: entry)
    }
  }

  private func details(of entry: ReportedExclusion) -> [String] {
    let decision = entry.decision
    var lines = [detail(say("time", "temps"), time(of: decision))]
    if let notice = notice(of: decision) {
      lines.append(detail(say("notice", "préavis"), notice))
    }
    switch decision.origin {
    case .recurring:
      lines.append(detail("", say("recurs, as agreed in advance", "récurrent, convenu d'avance")))
    case .declared(let recorded):
      lines.append(detail(say("recorded", "inscrit"), said(recorded)))
      lines.append(detail("", recorded.annotation.reason.printable(upTo: 80)))
    }
    lines += outcome(of: entry)
    return lines
  }

  /// From when to when, or that there is no end yet.
  func time(of decision: ExclusionDecision) -> String {
    let interval = decision.interval
    var hasEnd = true
    if case .declared(let recorded) = decision.origin { hasEnd = recorded.annotation.end != nil }
    let end =
      hasEnd
      ? "\(words.until) \(local(interval.end))" : say("without an end yet", "sans fin encore")
    return "\(local(interval.start)) \(end)"
  }

  /// When notice was given, and how long before; nil where none is asked for.
  func notice(of decision: ExclusionDecision) -> String? {
    guard let noticed = decision.noticed else { return nil }
    let before = max(.zero, decision.interval.start - noticed)
    let assumed =
      decision.isNoticeAssumed
      ? say(", as recorded: nobody says when", ", comme inscrit : nul ne dit quand") : ""
    return "\(local(noticed)), \(words.span(before)) \(say("before", "avant"))\(assumed)"
  }

  /// What becomes of it: the reason of a refusal, and how much of the period is excluded.
  private func outcome(of entry: ReportedExclusion) -> [String] {
    var lines: [String] = []
    if let word = entry.decision.word {
      lines.append(detail(verb(for: entry.decision.status), said(word)))
      lines.append(detail("", word.annotation.reason.printable(upTo: 80)))
    }
    let isExcluded = entry.decision.status == .accepted
    if case .rejected(let refusal) = entry.decision.status {
      lines.append(detail(say("counts", "compte"), reason(refusal)))
    } else {
      let label = isExcluded ? say("excluded", "exclu") : say("if accepted", "si accepté")
      let available = say(", as available", ", comme disponible")
      let mode = entry.decision.mode == .available ? available : ""
      lines.append(detail(label, words.clock(entry.excluded.wholeMilliseconds) + mode))
    }
    if entry.excess > .zero {
      lines.append(
        detail(say("over the cap", "hors plafond"), words.clock(entry.excess.wholeMilliseconds))
      )
    }
    return lines
  }

  /// When a party's word was recorded, and whose it is: `… by the customer (0123456789ab)`.
  func said(_ word: RecordedAnnotation) -> String {
    "\(local(word.recorded)) \(say("by", "par")) \(role(word.annotation.author)) (\(word.id))"
  }

  /// What a party's word did.
  private func verb(for status: ExclusionDecision.Status) -> String {
    switch status {
    case .accepted: say("accepted", "accepté")
    case .claimed: say("claimed", "invoqué")
    case .disputed: say("disputed", "contesté")
    case .rejected: say("refused", "refusé")
    }
  }

  private func detail(_ label: String, _ value: String) -> String {
    "     \(label.filled(to: 12)) \(value)"
  }

  /// A kind of declaration in words.
  func text(_ kind: Annotation.Kind) -> String {
    switch kind {
    case .maintenance: "maintenance"
    case .forceMajeure: "force majeure"
    case .customerFault: say("customer's fault", "fait du client")
    case .suspension: "suspension"
    default: kind.word
    }
  }

  private func word(for status: ExclusionDecision.Status) -> String {
    switch status {
    case .accepted: say("EXCLUDED", "EXCLU")
    case .claimed: say("CLAIMED", "INVOQUÉ")
    case .disputed: say("DISPUTED", "CONTESTÉ")
    case .rejected: say("REFUSED", "REFUSÉ")
    }
  }

  private func tone(of status: ExclusionDecision.Status) -> Ink.Tone {
    switch status {
    case .accepted: .good
    case .claimed, .disputed: .warning
    case .rejected: .bad
    }
  }

  /// Why time is not excluded.
  func reason(_ refusal: ExclusionRefusal) -> String {
    switch refusal {
    case .noClause:
      say("the agreement has no clause for it", "la convention n'a pas de clause pour cela")
    case .notYours: say("its author may not declare it", "son auteur ne peut pas le déclarer")
    case .partOfService:
      say(
        "it is about one check of a service that rests on several",
        "cela concerne un seul des contrôles du service"
      )
    case .withdrawn: say("its author took it back", "son auteur l'a retiré")
    case .refusedByArbiter: say("the arbiter refused it", "l'arbitre l'a refusé")
    case .noticeShort:
      say("notice came later than agreed", "le préavis est plus court que convenu")
    case .tooLong: say("it is longer than one may be", "c'est plus long que permis")
    case .outsideHours:
      say(
        "it is not wholly in the agreed hours",
        "ce n'est pas tout entier dans les heures convenues"
      )
    case .overCap:
      say("the cap was used up before it began", "le plafond était épuisé avant son début")
    }
  }
}
