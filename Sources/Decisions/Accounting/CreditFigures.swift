package import Agreement

/// What a credit is reckoned from: one objective's figures in one window, at one bound.
///
/// A scale reads what it is about and leaves the rest.
package struct CreditFigures: Equatable, Sendable {
  /// The part of `whole` that was reached, for tiers.
  package let part: Int64
  /// What it is a part of; 0 where there is nothing to judge, and then no tier is missed.
  package let whole: Int64
  /// Downtime in milliseconds, for credits by time.
  package let down: Int64
  /// How much downtime is allowed, in milliseconds.
  package let budget: Fraction
  /// Incidents that were late, or beyond the number that is allowed.
  package let incidents: Int64
  /// Whether the objective is missed.
  package let isMissed: Bool

  /// Figures of these parts; what isn't said is nothing.
  package init(
    part: Int64 = 0,
    of whole: Int64 = 0,
    down: Int64 = 0,
    budget: Fraction = .zero,
    incidents: Int64 = 0,
    isMissed: Bool = false
  ) {
    self.part = part
    self.whole = whole
    self.down = down
    self.budget = budget
    self.incidents = incidents
    self.isMissed = isMissed
  }

  /// The figures of a share of time: `down` of `eligible` milliseconds, against `target`.
  package init(down: Int64, of eligible: Int64, target: Ratio) {
    self.init(
      part: eligible - down,
      of: eligible,
      down: down,
      budget: Fraction(target.complement) * Fraction(eligible),
      isMissed: !target.isReached(by: eligible - down, of: eligible)
    )
  }
}

/// One objective that earns credits, between its bounds.
package struct CreditedObjective: Equatable, Sendable {
  /// The objective.
  package let id: String
  /// What is paid for its service in the window, in the smallest units; nil if that isn't said.
  package let fee: Fraction?
  /// At best for the provider: the least credit follows from it.
  package let best: CreditFigures
  /// As estimated.
  package let estimate: CreditFigures
  /// At worst for the provider, unknown time included: the greatest credit follows from it.
  package let worst: CreditFigures

  /// An objective of these parts.
  package init(
    _ id: String,
    fee: Fraction?,
    best: CreditFigures,
    estimate: CreditFigures,
    worst: CreditFigures
  ) {
    self.id = id
    self.fee = fee
    self.best = best
    self.estimate = estimate
    self.worst = worst
  }

  /// An objective whose figures are certain.
  package init(_ id: String, fee: Fraction?, _ figures: CreditFigures) {
    self.init(id, fee: fee, best: figures, estimate: figures, worst: figures)
  }

  /// Its figures at a bound.
  package func figures(at bound: CreditBound) -> CreditFigures {
    switch bound {
    case .least: best
    case .estimate: estimate
    case .most: worst
    }
  }
}

/// Which of the figures a credit is reckoned from.
package enum CreditBound: CaseIterable, Hashable, Sendable {
  /// Those that give the least credit.
  case least
  /// The estimate.
  case estimate
  /// Those that give the most.
  case most
}
