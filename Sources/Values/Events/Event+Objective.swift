package import Agreement
package import Chronology

/// How an objective stands in one window, as events tell it.
///
/// Counts are milliseconds, samples, slots or incidents: what the indicator's budget is counted in.
package struct ObjectiveFacts: Hashable, Sendable {
  /// The agreement, its revision and its hash.
  package var agreement: Agreement
  /// The objective.
  package var objective: Objective
  /// The window, whole.
  package var window: Interval
  /// Until when everything is judged.
  package var watermark: Instant
  /// How much may fail in the whole window.
  package var budget: Int64
  /// The estimate of what has failed.
  package var spent: Int64
  /// What is proved to have failed.
  package var spentLow: Int64
  /// What cannot be excluded to have failed, without what is unknown.
  package var spentHigh: Int64
  /// What is unknown.
  package var unknown: Int64
  /// The estimate in the unit of the goal, as a bare number: a percentage, milliseconds, a count.
  package var estimateNumber: String
  /// The estimate for people: `99.91 %`.
  package var estimate: String
  /// `met`, `missed` or `undetermined`, if the window ended now.
  package var verdict: String
  /// When the budget will be gone if the open incident goes on; nil if there is none, or it will last.
  package var exhaustion: Instant?

  /// An objective's standing of these facts.
  package init(
    agreement: Agreement,
    objective: Objective,
    window: Interval,
    watermark: Instant,
    budget: Int64,
    spent: Int64,
    spentLow: Int64,
    spentHigh: Int64,
    unknown: Int64,
    estimateNumber: String,
    estimate: String,
    verdict: String,
    exhaustion: Instant?
  ) {
    self.agreement = agreement
    self.objective = objective
    self.window = window
    self.watermark = watermark
    self.budget = budget
    self.spent = spent
    self.spentLow = spentLow
    self.spentHigh = spentHigh
    self.unknown = unknown
    self.estimateNumber = estimateNumber
    self.estimate = estimate
    self.verdict = verdict
    self.exhaustion = exhaustion
  }

  private var unit: Indicator.BudgetUnit { objective.indicator.budgetUnit }

  private func amount(_ count: Int64) -> String {
    unit == .time ? TimeAmount.milliseconds(count).description : "\(count)"
  }

  /// `4 s of 9 s`, or `3 of 15 samples`.
  private var spending: String {
    "\(amount(spent)) of \(amount(budget))\(unit == .time ? "" : " \(unit.rawValue)")"
  }

  private var name: String { "\(objective.service) \(objective.id)" }

  fileprivate var fields: [EventField] {
    let unit = unit.rawValue.uppercased()
    return [
      EventField("AGREEMENT", agreement.id),
      EventField("REVISION", agreement.revision),
      EventField("AGREEMENT_SHA256", agreement.sha256),
      EventField("OBJECTIVE", objective.id),
      EventField("SERVICE", objective.service),
      EventField("INDICATOR", objective.indicator.name),
      EventField("TARGET_\(objective.goal.unit.uppercased())", objective.goal.number),
      EventField("ESTIMATE_\(objective.goal.unit.uppercased())", estimateNumber),
      EventField("VERDICT", verdict),
      EventField("WINDOW", objective.window.name),
      EventField("WINDOW_START", window.start.rfc3339(decimals: 3)),
      EventField("WINDOW_END", window.end.rfc3339(decimals: 3)),
      EventField("BUDGET_\(unit)", budget),
      EventField("SPENT_\(unit)", spent),
      EventField("SPENT_LOW_\(unit)", spentLow),
      EventField("SPENT_HIGH_\(unit)", spentHigh),
      EventField("UNKNOWN_\(unit)", unknown),
    ]
  }

  /// The event of `kind`, true at `time`; `episode` tells one such fact of this window from the next.
  fileprivate func event(
    _ kind: EventKind,
    at time: Instant,
    episode: Int64,
    detail: String
  ) -> Event {
    Event(
      kind: kind,
      key: EventKey(kind, agreement.id, objective.id, "\(episode)"),
      time: time,
      detail: detail,
      fields: fields
    )
  }

  fileprivate func thresholdDetail(_ percent: Int) -> String {
    "\(name): \(percent) % of the budget is spent, \(spending) (\(objective.window.name), "
      + "target \(objective.goal))"
  }

  fileprivate var retractedDetail: String {
    "\(name): no longer breached, since time was excluded later: \(estimate) of the promised "
      + "\(objective.goal), \(spending) of the budget spent (\(objective.window.name))"
  }

  fileprivate var atRiskDetail: String {
    guard let exhaustion, exhaustion > watermark else {
      return "\(name): \(spending) of the budget spent (\(objective.window.name), "
        + "target \(objective.goal))"
    }
    return "\(name): \(spending) of the budget spent, gone in \(exhaustion - watermark) "
      + "\(condition) (\(objective.window.name), target \(objective.goal))"
  }

  /// On what it depends that the budget will be gone.
  private var condition: String {
    if case .certificateValidity = objective.indicator { return "unless a certificate is renewed" }
    return "if the incident goes on"
  }

  fileprivate var breachedDetail: String {
    "\(name): \(estimate) instead of \(objective.goal) (\(objective.window.name)), "
      + "\(spending) of the budget spent"
  }

  fileprivate var recoveredDetail: String {
    "\(name): within its budget again, \(spending) spent (\(objective.window.name))"
  }

  fileprivate var closedDetail: String {
    "\(name): \(verdict), \(estimate) of the promised \(objective.goal) "
      + "(\(objective.window.name) from \(window.start))"
  }
}

extension Event {
  /// An objective may be missed.
  ///
  /// `episode` is the same for one stretch of being at risk.
  package static func objectiveAtRisk(_ facts: ObjectiveFacts, episode: Int64) -> Event {
    facts.event(
      .objectiveAtRisk,
      at: facts.watermark,
      episode: episode,
      detail: facts.atRiskDetail
    )
  }

  /// An objective is missed for certain.
  package static func objectiveBreached(_ facts: ObjectiveFacts, episode: Int64) -> Event {
    facts.event(
      .objectiveBreached,
      at: facts.watermark,
      episode: episode,
      detail: facts.breachedDetail
    )
  }

  /// A rolling objective is within its budget again.
  package static func objectiveRecovered(_ facts: ObjectiveFacts, episode: Int64) -> Event {
    facts.event(
      .objectiveRecovered,
      at: facts.watermark,
      episode: episode,
      detail: facts.recoveredDetail
    )
  }

  /// A calendar window has ended.
  package static func objectiveClosed(_ facts: ObjectiveFacts) -> Event {
    facts.event(
      .objectiveClosed,
      at: facts.window.end,
      episode: facts.window.start.milliseconds,
      detail: facts.closedDetail
    )
  }

  /// `percent` % of the budget are spent.
  ///
  /// `episode` tells one such fact of this window, or stretch of time, from the next.
  package static func budgetThreshold(
    _ facts: ObjectiveFacts,
    percent: Int,
    episode: Int64
  ) -> Event {
    let kind = EventKind.budgetThreshold
    return Event(
      kind: kind,
      key: EventKey(
        kind,
        facts.agreement.id,
        facts.objective.id,
        "\(percent)",
        "\(episode)"
      ),
      time: facts.watermark,
      detail: facts.thresholdDetail(percent),
      fields: facts.fields + [EventField("THRESHOLD_PERCENT", percent)]
    )
  }

  /// The breach named `episode` is taken back.
  package static func breachRetracted(_ facts: ObjectiveFacts, episode: Int64) -> Event {
    facts.event(
      .breachRetracted,
      at: facts.watermark,
      episode: episode,
      detail: facts.retractedDetail
    )
  }
}
