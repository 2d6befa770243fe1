import Accounting
import Agreement
import Chronology

extension TextReport {
  /// What the credits come to, line by line, and where the claim stands.
  var creditLines: [String] {
    guard let credits = report.credits else { return ["  \(words.none)"] }
    var lines = say(
      "Amounts are contractual amounts as reckoned by the agreement; a judge may moderate or raise "
        + "them.",
      "Les montants sont des montants contractuels calculés selon la convention ; un juge peut les "
        + "modérer ou les augmenter."
    ).wrapped(to: TextReport.width, indent: 2)
    if credits.omitted > 0 {
      lines.append(
        "  \(words.count(Int64(credits.omitted))) "
          + say(
            "earlier windows are left out: report on a shorter period",
            "fenêtres antérieures omises : demandez une période plus courte"
          )
      )
    }
    lines += credits.windows.flatMap { [""] + self.lines(of: $0) }
    if !credits.unreckoned.isEmpty {
      lines +=
        [""]
        + (say("no whole window in this period: ", "aucune fenêtre entière dans cette période : ")
        + credits.unreckoned.joined(separator: ", ")).wrapped(to: TextReport.width, indent: 2)
    }
    return lines
  }

  private func lines(of credit: ReportedCredit) -> [String] {
    let bounds = credit.bounds
    let statements = [bounds.least, bounds.estimate, bounds.most]
    var lines = [ink.paint("  \(credit.name)", .strong)]
    for (index, line) in bounds.least.lines.enumerated() {
      lines.append(amounts("  \(line.objective)", statements.map { $0.lines[index].units }))
      lines += shares(statements.map { $0.lines[index].credit })
      if let winner = statements.compactMap({ $0.lines[index].displacedBy }).first {
        lines.append(
          sum("", say("not with \(winner), which is more", "non cumulé avec \(winner), plus élevé"))
        )
      }
    }
    lines.append(amounts(say("sum", "somme"), statements.map(\.sum)))
    if bounds.least.windowCap != nil {
      lines.append(
        amounts(say("cap of the window", "plafond de la fenêtre"), statements.map(\.windowCap))
      )
    }
    if bounds.least.yearRoom != nil {
      lines.append(
        amounts(
          say("left of the year's cap", "reste du plafond annuel"),
          statements.map(\.yearRoom)
        )
      )
    }
    if let minimum = report.agreement.clauses.credits?.minimum,
      statements.contains(where: \.isBelowMinimum)
    {
      lines.append(
        sum(
          say("minimum", "minimum"),
          "\(say("not exceeded", "non dépassé"))\(colon) \(text(minimum))"
        )
      )
    }
    return lines + result(of: credit) + claim(of: credit)
  }

  /// The amount, or the bounds between which it lies and who prevails.
  private func result(of credit: ReportedCredit) -> [String] {
    let label = say("contractual amount, reckoned", "montant contractuel calculé")
    if let obstacle = credit.bounds.most.obstacle ?? credit.bounds.least.obstacle {
      return [sum(label, text(obstacle))]
    }
    guard let least = credit.bounds.least.amount, let most = credit.bounds.most.amount,
      let estimate = credit.bounds.estimate.amount
    else { return [] }
    if credit.bounds.isCertain { return [sum(label, text(least), isStrong: true)] }
    let middle = credit.isCovered ? ", \(words.bounds.estimate) \(amount(estimate))" : ""
    let range =
      "\(say("from", "de")) \(amount(least)) \(say("to", "à")) \(text(most))\(middle)"
    let settled = credit.settled.flatMap(\.amount).map { text($0) }
    return [
      sum(label, range, isStrong: true),
      sum("", settled.map { "\(tie(credit.tie))\(colon) \($0)" } ?? jointly),
    ]
  }

  private var jointly: String {
    say("which of them, the parties see together", "lequel, les parties l'examinent ensemble")
  }

  /// Who prevails where the bounds leave a verdict or a credit open.
  func tie(_ rule: TieRule) -> String {
    switch rule {
    case .provider:
      say("the provider prevails, as agreed", "le prestataire l'emporte, comme convenu")
    case .customer: say("the customer prevails, as agreed", "le client l'emporte, comme convenu")
    case .estimate: say("the estimate decides, as agreed", "l'estimation décide, comme convenu")
    case .jointReview: say("the parties decide together", "les parties décident ensemble")
    }
  }

  private func claim(of credit: ReportedCredit) -> [String] {
    let label = say("claim", "réclamation")
    let until = credit.deadline.map { "\(say("until", "jusqu'au")) \(local($0))" }
    let text =
      switch credit.claim {
      case .computed:
        say("not yet: facts may still be declared", "pas encore : des faits peuvent être déclarés")
      case .nothing: say("nothing to claim", "rien à réclamer")
      case .insufficientCoverage:
        say("not claimable: too little is known", "non opposable : couverture insuffisante")
      case .claimable: say("may be claimed", "peut être réclamé")
      case .claimed(let word): "\(say("claimed", "réclamé le")) \(said(word))"
      case .accepted(let word): "\(say("accepted", "accepté le")) \(said(word))"
      case .contested(let word): "\(say("contested", "contesté le")) \(said(word))"
      case .settled(let word, let isGranted):
        "\(isGranted ? say("settled, granted", "réglé, accordé le") : say("settled, not granted", "réglé, refusé le")) "
          + said(word)
      case .expired(_, let late):
        say("expired", "forclos")
          + (late.map { ", \(say("claimed too late", "réclamé trop tard le")) \(said($0))" } ?? "")
      }
    guard let until else { return [sum(label, text)] }
    let isOpen =
      switch credit.claim {
      case .computed, .claimable, .expired: true
      default: false
      }
    return [sum(label, isOpen ? "\(text), \(until)" : text)]
  }

  private func said(_ word: ClaimWord) -> String {
    "\(local(word.said)) \(say("by", "par")) \(role(word.author)) (\(word.annotation))"
  }

  private func text(_ obstacle: CreditObstacle) -> String {
    switch obstacle {
    case .feeMissing(let objective):
      say(
        "none: the fee that \(objective) is a share of is not said",
        "aucun : la redevance dont dépend \(objective) n'est pas dite"
      )
    case .capFeeMissing:
      say(
        "none: the fees of the cap are not said",
        "aucun : les redevances du plafond ne sont pas dites"
      )
    case .beyondMoney:
      say("none: beyond what can be said", "aucun : au-delà de ce qui peut se dire")
    }
  }

  /// Shares of a fee, if the credit is one.
  private func shares(_ credits: [ReckonedCredit]) -> [String] {
    let texts = credits.map { credit -> String in
      guard case .share(let share) = credit, let text = share.percent(decimals: 2) else {
        return ""
      }
      return words.percent(text)
    }
    guard texts.allSatisfy({ !$0.isEmpty }) else { return [] }
    return [
      row(say("  of the fee", "  de la redevance"), Set(texts).count == 1 ? [texts[0]] : texts)
    ]
  }

  /// Amounts from the least to the most, or one if they are the same.
  private func amounts(_ label: String, _ units: [Fraction?]) -> String {
    let texts = units.map { units in
      units.flatMap { $0.money(report.agreement.currency) }.map { amount($0) } ?? "n/a"
    }
    return row(label, Set(texts).count == 1 ? [texts[0]] : texts)
  }

  private func row(_ label: String, _ cells: [String]) -> String {
    let figures = cells.map { $0.rightAligned(to: 18) }.joined()
    return "    \(label.filled(to: 28))\(figures)"
  }

  private func sum(_ label: String, _ value: String, isStrong: Bool = false) -> String {
    "    \(label.filled(to: 28))  \(isStrong ? ink.paint(value, .strong) : value)"
  }
}
