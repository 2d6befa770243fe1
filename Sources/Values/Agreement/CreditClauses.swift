package import Chronology

/// What the customer gets back when a promise is missed.
package struct CreditClauses: Hashable, Sendable {
  /// By the id of the objective, in the order in which they are written.
  package let rules: [CreditRule]
  /// Objectives of which only the most favourable credit is given.
  package let nonCumulative: [[String]]
  /// The greatest share of the fee of one window; nil for none.
  package let windowCap: Ratio?
  /// The greatest share of the fees of one calendar year; nil for none.
  package let yearCap: Ratio?
  /// A sum that is not more than this is not paid; nil for none.
  package let minimum: Money?
  /// How long after the end of the window a credit may be claimed; nil without a limit.
  package let claimWithin: TimeAmount?

  /// Clauses of these parts.
  package init(
    rules: [CreditRule],
    nonCumulative: [[String]] = [],
    windowCap: Ratio? = nil,
    yearCap: Ratio? = nil,
    minimum: Money? = nil,
    claimWithin: TimeAmount? = nil
  ) {
    self.rules = rules
    self.nonCumulative = nonCumulative
    self.windowCap = windowCap
    self.yearCap = yearCap
    self.minimum = minimum
    self.claimWithin = claimWithin
  }
}

/// The credit for one objective.
package struct CreditRule: Hashable, Sendable {
  /// The id of the objective.
  package let objective: String
  /// How it is reckoned.
  package let scale: CreditScale

  /// A credit.
  package init(_ objective: String, _ scale: CreditScale) {
    self.objective = objective
    self.scale = scale
  }
}

/// How a credit is reckoned.
package enum CreditScale: Hashable, Sendable {
  /// The share of the fee that belongs to the lowest tier that is missed: the share that was reached is
  /// strictly below it. Ascending by `below`.
  case tiers([CreditTier])
  /// So much for each unit of downtime beyond the budget, or from the first.
  case perTime(TimeCredit)
  /// So much for each incident that was not over in time, or beyond the number that is allowed.
  case perIncident(CreditAmount)
  /// So much if the objective is missed.
  case flat(CreditAmount)
}

/// One tier of credits.
package struct CreditTier: Hashable, Sendable {
  /// The share below which it applies.
  package let below: Ratio
  /// The share of the fee.
  package let credit: Ratio

  /// A tier.
  package init(below: Ratio, credit: Ratio) {
    self.below = below
    self.credit = credit
  }
}

/// A credit: a share of the fee of the window, or an amount.
package enum CreditAmount: Hashable, Sendable {
  /// A share of the fee.
  case share(Ratio)
  /// An amount of money.
  case money(Money)
}

/// A credit for each unit of time.
package struct TimeCredit: Hashable, Sendable {
  /// For each unit.
  package let amount: CreditAmount
  /// The unit.
  package let unit: TimeAmount
  /// How a unit counts of which only a part is down.
  package let counting: UnitCounting
  /// Whether only the time beyond the budget counts, or all of it once the budget is exceeded.
  package let isBeyondTarget: Bool

  /// A credit of these parts.
  package init(
    _ amount: CreditAmount,
    unit: TimeAmount,
    counting: UnitCounting,
    isBeyondTarget: Bool = true
  ) {
    self.amount = amount
    self.unit = unit
    self.counting = counting
    self.isBeyondTarget = isBeyondTarget
  }
}

/// How a unit of time counts of which only a part is down.
package enum UnitCounting: String, CaseIterable, Hashable, Sendable {
  /// Not at all.
  case complete
  /// As a whole one.
  case started
  /// As the part that it is.
  case prorata
}
