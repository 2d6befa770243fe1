package import Agreement
package import Chronology

/// How fast an objective's budget burns over two windows, as events tell it.
package struct BurnFacts: Hashable, Sendable {
  /// The agreement, its revision and its hash.
  package var agreement: Agreement
  /// The objective.
  package var objective: Objective
  /// `page` or `ticket`.
  package var urgency: String
  /// The long window's length, of service time.
  package var long: TimeAmount
  /// The short one's.
  package var short: TimeAmount
  /// How many times faster than a budget that just lasts the long window burns, as a decimal: `14.40`;
  /// empty where nothing is known.
  package var burnLong: String
  /// The same of the short window.
  package var burnShort: String
  /// Above what both must be.
  package var threshold: String
  /// How many failures the long window has.
  package var failures: Int
  /// Until when everything is judged.
  package var watermark: Instant

  /// Facts of these parts.
  package init(
    agreement: Agreement,
    objective: Objective,
    urgency: String,
    long: TimeAmount,
    short: TimeAmount,
    burnLong: String,
    burnShort: String,
    threshold: String,
    failures: Int,
    watermark: Instant
  ) {
    self.agreement = agreement
    self.objective = objective
    self.urgency = urgency
    self.long = long
    self.short = short
    self.burnLong = burnLong
    self.burnShort = burnShort
    self.threshold = threshold
    self.failures = failures
    self.watermark = watermark
  }

  private var name: String { "\(objective.service) \(objective.id)" }

  /// How events name the pair of windows: the long one's whole hours.
  fileprivate var pair: String { "\(long.wholeSeconds / 3_600)h" }

  fileprivate func fields(_ reason: String) -> [EventField] {
    [
      EventField("AGREEMENT", agreement.id),
      EventField("REVISION", agreement.revision),
      EventField("AGREEMENT_SHA256", agreement.sha256),
      EventField("OBJECTIVE", objective.id),
      EventField("SERVICE", objective.service),
      EventField("INDICATOR", objective.indicator.name),
      EventField("TARGET_\(objective.goal.unit.uppercased())", objective.goal.number),
      EventField("URGENCY", urgency),
      EventField("LONG_MS", long.wholeMilliseconds),
      EventField("SHORT_MS", short.wholeMilliseconds),
      EventField("BURN_LONG", burnLong),
      EventField("BURN_SHORT", burnShort),
      EventField("THRESHOLD", threshold),
      EventField("FAILURES", failures),
      EventField("REASON", reason),
    ]
  }

  fileprivate func event(
    _ kind: EventKind,
    _ episode: Int64,
    reason: String = "",
    _ detail: String
  ) -> Event {
    Event(
      kind: kind,
      key: EventKey(kind, agreement.id, objective.id, pair, "\(episode)"),
      time: watermark,
      detail: "\(name): \(detail)",
      fields: fields(reason)
    )
  }
}

extension Event {
  /// A budget burns too fast.
  ///
  /// `episode` names the alert until it is resolved.
  package static func burnFiring(_ facts: BurnFacts, episode: Int64) -> Event {
    facts.event(
      .burnFiring,
      episode,
      "the budget burns at \(facts.burnLong) times its pace over \(facts.long) and at "
        + "\(facts.burnShort) over \(facts.short), threshold \(facts.threshold) "
        + "(\(facts.urgency), target \(facts.objective.goal))"
    )
  }

  /// A budget that burnt too fast no longer does.
  package static func burnResolved(_ facts: BurnFacts, episode: Int64) -> Event {
    facts.event(
      .burnResolved,
      episode,
      "the budget burns at \(facts.burnShort) times its pace over \(facts.short), threshold "
        + "\(facts.threshold) (\(facts.urgency), target \(facts.objective.goal))"
    )
  }

  /// Too little is known to judge how fast a budget burns.
  ///
  /// `reason` is one of `stale`, `long-window` and `short-window`.
  package static func burnFrozen(_ facts: BurnFacts, reason: String, episode: Int64) -> Event {
    facts.event(
      .burnFrozen,
      episode,
      reason: reason,
      "too little is known of the last \(facts.long) to judge how fast the budget burns "
        + "(\(reason)); look at what measures"
    )
  }

  /// Enough is known again.
  package static func burnThawed(_ facts: BurnFacts, episode: Int64) -> Event {
    facts.event(
      .burnThawed,
      episode,
      "enough is known again of the last \(facts.long) to judge how fast the budget burns"
    )
  }
}
