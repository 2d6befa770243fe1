package import Agreement
package import Chronology

extension Event {
  /// A sealed report reckons a credit of a window, or another one than before.
  package static func creditComputed(_ credit: ComputedCredit) -> Event {
    Event(
      kind: .creditComputed,
      key: EventKey(
        .creditComputed,
        credit.agreement,
        credit.period,
        credit.name,
        "\(credit.window.start.milliseconds)",
        "r\(credit.number)"
      ),
      time: credit.sealed,
      detail: "\(credit.subject): contractual amount, reckoned: \(credit.amount)\(credit.until)",
      fields: [
        EventField("AGREEMENT", credit.agreement),
        EventField("REVISION", credit.revision),
        EventField("AGREEMENT_SHA256", credit.sha256),
        EventField("PERIOD", credit.period),
        EventField("REPORT_REVISION", credit.number),
      ] + credit.amountFields + [
        EventField("CLAIMABLE", credit.isCovered ? "yes" : "no"),
        EventField("CLAIM_START", credit.claims.start.rfc3339(decimals: 3)),
        EventField("CLAIM_DEADLINE", credit.deadlineText),
        EventField("NEXT_WINDOW_END", credit.claims.nextEnd.rfc3339(decimals: 3)),
        EventField("INCIDENT_COUNT", credit.claims.incidentCount),
      ] + credit.incidentFields
    )
  }

  /// A credit that nobody has claimed may soon not be claimed any more.
  ///
  /// - Parameters:
  ///   - deadline: Until when it may be claimed.
  ///   - time: Since when that is near.
  package static func claimDeadlineNear(
    _ credit: ComputedCredit,
    until deadline: Instant,
    since time: Instant
  ) -> Event {
    Event(
      kind: .claimDeadlineNear,
      key: credit.deadlineKey,
      time: time,
      detail: "\(credit.subject): \(credit.amount) can be claimed until \(deadline), and nobody has"
        + " claimed it",
      fields: [
        EventField("AGREEMENT", credit.agreement),
        EventField("REVISION", credit.revision),
        EventField("PERIOD", credit.period),
      ] + credit.amountFields + [
        EventField("CLAIM_DEADLINE", credit.deadlineText),
        EventField("LEFT_MS", (deadline - time).wholeMilliseconds),
      ]
    )
  }
}

extension ComputedCredit {
  /// What tells that its deadline is near from everything else: that is said once of a window.
  package var deadlineKey: EventKey {
    EventKey(.claimDeadlineNear, agreement, name, "\(window.start.milliseconds)")
  }

  fileprivate var subject: String { "\(agreement), \(name)" }

  /// What it comes to, in words.
  fileprivate var amount: String {
    guard let most = amounts.most, let least = amounts.least else {
      return "no amount can be told"
    }
    if least == most { return "\(most)" }
    let between = "from \(least.amount) to \(most)"
    return amounts.settled.map { "\($0) (\(between))" } ?? between
  }

  fileprivate var until: String {
    guard amounts.isPossible else { return "" }
    if !isCovered { return "; too little is known to claim it" }
    return claims.deadline.map { "; it may be claimed until \($0)" } ?? ""
  }

  fileprivate var deadlineText: String { claims.deadline?.rfc3339(decimals: 3) ?? "" }

  fileprivate var amountFields: [EventField] {
    [
      EventField("WINDOW", name),
      EventField("WINDOW_START", window.start.rfc3339(decimals: 3)),
      EventField("WINDOW_END", window.end.rfc3339(decimals: 3)),
      EventField("CURRENCY", currency.code),
      EventField("AMOUNT", amounts.settled?.amount ?? ""),
      EventField("LOW_AMOUNT", amounts.least?.amount ?? ""),
      EventField("ESTIMATE_AMOUNT", amounts.estimate?.amount ?? ""),
      EventField("HIGH_AMOUNT", amounts.most?.amount ?? ""),
    ]
  }

  fileprivate var incidentFields: [EventField] {
    [EventField]("INCIDENTS", claims.incidents, separator: " ")
  }
}
