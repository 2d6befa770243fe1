package import Agreement
import Chronology

/// A credit as its scale gives it, before anything else is agreed.
package enum ReckonedCredit: Equatable, Sendable {
  /// So much of the fee of the window; it can be more than all of it, before a cap.
  case share(Fraction)
  /// So many of the smallest units of the currency.
  case units(Fraction)

  /// `count` times what is agreed for one.
  init(_ amount: CreditAmount, times count: Fraction) {
    switch amount {
    case .share(let share): self = .share(Fraction(share) * count)
    case .money(let money): self = .units(Fraction(max(0, money.units)) * count)
    }
  }

  /// In the smallest units; nil for a share of a fee that isn't known.
  package func units(of fee: Fraction?) -> Fraction? {
    switch self {
    case .units(let units): units
    case .share(let share): share.isZero ? .zero : fee.map { share * $0 }
    }
  }
}

extension CreditScale {
  /// What it gives for `figures`, exactly.
  package func credit(for figures: CreditFigures) -> ReckonedCredit {
    switch self {
    case .tiers(let tiers): .share(tiers.credit(for: figures))
    case .perTime(let terms):
      ReckonedCredit(terms.amount, times: terms.count(down: figures.down, budget: figures.budget))
    case .perIncident(let amount): ReckonedCredit(amount, times: Fraction(figures.incidents))
    case .flat(let amount): ReckonedCredit(amount, times: figures.isMissed ? Fraction(1) : .zero)
    }
  }
}

extension [CreditTier] {
  /// The credit of the lowest tier that is missed: the share that was reached is strictly below it.
  fileprivate func credit(for figures: CreditFigures) -> Fraction {
    let missed = lazy.filter { !$0.below.isReached(by: figures.part, of: figures.whole) }
    guard let lowest = missed.min(by: { $0.below < $1.below }) else { return .zero }
    return Fraction(lowest.credit)
  }
}

extension TimeCredit {
  /// How many units `down` milliseconds are, of which `budget` are allowed.
  ///
  /// Within the budget there are none. Beyond it, what is beyond counts, or all of it from the first
  /// millisecond, as the terms say.
  fileprivate func count(down: Int64, budget: Fraction) -> Fraction {
    let all = Fraction(down)
    guard all > budget else { return .zero }
    let length = Fraction(max(1, unit.nanoseconds), 1_000_000)
    let counted = (isBeyondTarget ? all.less(budget) : all) / length
    return switch counting {
    case .complete: Fraction(counted.floor ?? .max)
    case .started: Fraction(counted.ceiling ?? .max)
    case .prorata: counted
    }
  }
}
