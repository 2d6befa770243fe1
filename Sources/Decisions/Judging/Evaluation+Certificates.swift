import Accounting
import Agreement
import Chronology

extension Evaluation {
  /// How long before a certificate ends its objective is at risk: earlier it may be renewed as a matter of
  /// course.
  private static let foresight = TimeAmount.days(7)

  func certificates(_ terms: CertificateTerms) -> Standing {
    timeShare(terms.share, isBroken: false) { budget, spent in
      unrenewed(budget, spent)
    }
  }

  /// When the budget will be gone if no certificate is renewed; nil if that isn't soon, or not in the
  /// window.
  private func unrenewed(_ budget: Budget, _ spent: Spending) -> Instant? {
    guard !budget.isExceeded(by: spent.estimate), judged.end < service.ground.end,
      let end = service.certificatesEnd(after: judged.end),
      end - judged.end <= Evaluation.foresight
    else { return nil }
    let left = TimeAmount.milliseconds(budget.remainder(after: spent.estimate))
    if isRolling { return left < window.length ? end + left : nil }
    let rest = Interval(end, window.end)
    if rest.isEmpty { return nil }
    let clock = ServiceClock(in: windowTime.measured(in: rest))
    return clock.deadline(from: end, after: left).flatMap { $0 < window.end ? $0 : nil }
  }
}
