import Accounting
import Agreement
package import Chronology

extension Judge {
  /// Over how much service time a trend is read.
  private static let trendLength = TimeAmount.hours(6)

  /// When the budget of a calendar window of `promise` is gone if as much goes on to fail as in the last
  /// 6 hours of service time.
  ///
  /// Nil where that is no forecast: the budget is gone already or lasts to the window's end, fewer
  /// than three samples failed or less than 80 % of the time is known, or the objective is no share of
  /// time in a calendar window.
  package func trend(of promise: Promise, _ standing: Standing) -> Instant? {
    let end = standing.judged.end
    guard case .availability = promise.objective.indicator, promise.objective.window.unit != nil,
      !standing.isClosed, end < standing.window.end, let number = promiseNumbers[promise.key]
    else { return nil }
    let service = service(ofPromise: number)
    guard let view = burnView(ofPromise: number, service, in: standing.window, before: end),
      view.pairs.contains(where: { $0.long == Judge.trendLength })
    else { return nil }
    let reading = view.reading(Judge.trendLength)
    guard reading.isCovered, reading.failures >= BurnAlert.leastFailures else { return nil }
    return Exhaustion(
      budget: Fraction(standing.budget.target.complement) * Fraction(standing.budget.whole),
      service: service.measured(in: Interval(end, standing.window.end)),
      end: standing.window.end
    ).byTrend(at: end, spent: standing.spent.estimate, reading)
  }
}
