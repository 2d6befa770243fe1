import Accounting
import Agreement
import Chronology
import Judging

extension CreditedObjective {
  /// What credits are reckoned from, of an objective that stands so in its window.
  ///
  /// - Parameters:
  ///   - fee: What is paid for its service in the window, in the smallest units.
  ///   - unknown: How unknown time counts.
  init(_ objective: Objective, _ standing: Standing, fee: Fraction?, unknown: UnknownRule) {
    // By a rule for unknown time there is nothing open about it, as far as time is counted.
    let rule = objective.indicator.budgetUnit == .time ? unknown : .undetermined
    let spent = standing.spent
    let certain = rule == .down ? spent.unknown : 0
    func figures(_ measured: Measured, _ failed: Int64) -> CreditFigures {
      CreditFigures(of: objective, measured, failed: failed, whole: standing.budget.whole)
    }
    self.init(
      objective.id,
      fee: fee,
      best: figures(standing.high, spent.low + certain),
      estimate: figures(standing.estimate, spent.estimate + certain),
      worst: figures(standing.low, spent.high + (rule == .up ? 0 : spent.unknown))
    )
  }
}

extension CreditFigures {
  /// The figures at one bound: what was measured of a share, and what failed.
  fileprivate init(of objective: Objective, _ measured: Measured, failed: Int64, whole: Int64) {
    let unit = objective.indicator.budgetUnit
    switch objective.goal {
    case .share(let target):
      var share = Share(0, of: 0)
      if case .share(let found) = measured { share = found }
      self.init(
        part: share.part,
        of: share.whole,
        down: unit == .time ? failed : 0,
        budget: Fraction(target.complement) * Fraction(whole),
        incidents: unit == .incidents ? failed : 0,
        isMissed: !target.isReached(by: share.part, of: share.whole)
      )
    case .time(let limit):
      let budget = max(0, limit.wholeMilliseconds)
      self.init(down: failed, budget: Fraction(budget), isMissed: failed > budget)
    case .count(let limit):
      let excess = IncidentLimit(atMost: limit).excess(failed)
      self.init(incidents: excess, isMissed: excess > 0)
    }
  }
}
