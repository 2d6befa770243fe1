package import Chronology

/// What an agreement says to one declaration about one service, as events tell it.
package struct ExclusionFacts: Hashable, Sendable {
  /// The agreement's id.
  package var agreement: String
  /// The service's id.
  package var service: String
  /// The declaration's id: 12 hexadecimal digits.
  package var annotation: String
  /// What is declared: `maintenance`.
  package var kind: String
  /// The time that it is about.
  package var interval: Interval
  /// How much of it is excluded.
  package var excluded: TimeAmount
  /// How much is over the cap, and counts.
  package var overCap: TimeAmount
  /// When it was decided.
  package var decided: Instant

  /// A decision of these parts.
  package init(
    agreement: String,
    service: String,
    annotation: String,
    kind: String,
    interval: Interval,
    excluded: TimeAmount,
    overCap: TimeAmount,
    decided: Instant
  ) {
    self.agreement = agreement
    self.service = service
    self.annotation = annotation
    self.kind = kind
    self.interval = interval
    self.excluded = excluded
    self.overCap = overCap
    self.decided = decided
  }

  /// What tells the decision of `kind` from every other: a declaration is accepted once, and rejected
  /// once.
  package func key(_ kind: EventKind) -> EventKey { EventKey(kind, agreement, service, annotation) }

  private var name: String { "\(service): \(kind) \(annotation) from \(interval.start)" }

  fileprivate func event(_ kind: EventKind, reason: String, _ detail: String) -> Event {
    Event(
      kind: kind,
      key: key(kind),
      time: decided,
      detail: "\(name) \(detail)",
      fields: [
        EventField("AGREEMENT", agreement),
        EventField("SERVICE", service),
        EventField("ANNOTATION", annotation),
        EventField("KIND", self.kind),
        EventField("START", interval.start.rfc3339(decimals: 3)),
        EventField("END", interval.end.rfc3339(decimals: 3)),
        EventField("EXCLUDED_MS", excluded.wholeMilliseconds),
        EventField("OVER_CAP_MS", overCap.wholeMilliseconds),
        EventField("REASON", reason),
      ]
    )
  }
}

extension Event {
  /// What was declared is excluded.
  package static func exclusionAccepted(_ facts: ExclusionFacts) -> Event {
    let excess = facts.overCap > .zero ? ", \(facts.overCap) over the cap counts" : ""
    return facts.event(
      .exclusionAccepted,
      reason: "",
      "is excluded, \(facts.excluded) of it\(excess)"
    )
  }

  /// What was declared is not excluded, because of `reason`: a word such as `notice-short`.
  package static func exclusionRejected(_ facts: ExclusionFacts, reason: String) -> Event {
    facts.event(.exclusionRejected, reason: reason, "is not excluded: \(reason)")
  }
}
