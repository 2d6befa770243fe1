package import Agreement

/// The credit of one objective, as one line of a statement.
package struct CreditLine: Equatable, Sendable {
  /// The objective.
  package let objective: String
  /// What its scale gives.
  package let credit: ReckonedCredit
  /// That in the smallest units, exactly; nil for a share of a fee that isn't known.
  package let units: Fraction?
  /// The objective whose credit is given in its stead, because only the most favourable is.
  package let displacedBy: String?
}

/// Why a statement has no amount.
package enum CreditObstacle: Hashable, Sendable {
  /// A share of the fee of this objective's service is due, and the agreement doesn't say the fee.
  case feeMissing(String)
  /// A cap is a share of the fees of the window or the year, and the agreement doesn't say them.
  case capFeeMissing
  /// The amount is beyond 10¹⁵ of the smallest units.
  case beyondMoney
}

/// The amount that an agreement's credits come to in one window, at one bound, step by step.
///
/// The order is fixed: what each rule gives, only the most favourable of those that don't cumulate,
/// their sum, the cap of the window, what is left of the year's, the minimum, and one rounding.
package struct CreditStatement: Equatable, Sendable {
  /// What each rule gives, in the order in which they are agreed.
  package let lines: [CreditLine]
  /// The sum of the lines that nothing displaced; nil behind an obstacle.
  package let sum: Fraction?
  /// The most that the window may give; nil without a cap.
  package let windowCap: Fraction?
  /// The most that the year still may give; nil without a cap.
  package let yearRoom: Fraction?
  /// The sum within both caps, unrounded.
  package let capped: Fraction?
  /// Whether something is due that doesn't exceed the minimum, so that nothing is paid.
  package let isBelowMinimum: Bool
  /// What is to be paid: rounded once, half up, to the smallest unit.
  package let amount: Money?
  /// Why there is no amount.
  package let obstacle: CreditObstacle?

  /// Whether the year's cap takes something away, or leaves nothing for the windows after this.
  package var exhaustsYear: Bool {
    guard let sum, let yearRoom else { return false }
    return (windowCap.map { min($0, sum) } ?? sum) >= yearRoom
  }
}

/// What the customer's credits of one window come to, from the least to the most.
package struct CreditBounds: Equatable, Sendable {
  /// At best for the provider.
  package let least: CreditStatement
  /// As estimated.
  package let estimate: CreditStatement
  /// At worst for the provider.
  package let most: CreditStatement

  /// Whether the bounds agree on the amount.
  package var isCertain: Bool { least.amount != nil && least.amount == most.amount }

  /// Whether something may be due.
  package var isPossible: Bool { most.amount.map { $0.units > 0 } ?? true }

  /// The statement that the tie rule chooses where the verdict is undetermined; nil if the parties look
  /// at it together.
  package func statement(by rule: TieRule) -> CreditStatement? {
    switch rule {
    case .provider: least
    case .customer: most
    case .estimate: estimate
    case .jointReview: nil
    }
  }
}
