import Accounting
import Agreement
package import Chronology
package import Judging

/// What pages show of a period besides its report: day by day, and what was left of budgets.
package struct ReportDetail: Hashable, Sendable {
  /// The most days that are shown one by one: a year, and a month.
  package static let longest = 400

  /// The days of one service.
  package struct Strip: Hashable, Sendable {
    /// The service's id.
    package let service: String
    /// Its days, ascending.
    package let days: [ServiceDay]
  }

  /// What was left of the budget of one objective.
  package struct BurnDown: Hashable, Sendable {
    /// The objective's id.
    package let objective: String
    /// The budget of the whole window, in ms; more than 0.
    package let total: Int64
    /// The window.
    package let window: Interval
    /// What was spent by the end of each judged day, ascending.
    package let points: [Point]
  }

  /// What was spent by some instant.
  package struct Point: Hashable, Sendable {
    /// The instant.
    package let instant: Instant
    /// The estimate of what had failed by then, in ms.
    package let spent: Int64
  }

  /// The days of every service, in the agreement's order; none of a period that is too long.
  package let strips: [Strip]
  /// Of every objective that has a budget of time and a window with fixed ends.
  package let burnDowns: [BurnDown]
  /// How long answers took, check by check, as far as the record has sums of its days.
  package let latencies: [Latency]
  /// Whether the period has more days than are shown.
  package let isTooLong: Bool

  /// The detail of `report`, which was made by `judge` at `now`.
  package init(
    of report: Report,
    by judge: Judge,
    at now: Instant,
    latencies: [Latency] = []
  ) {
    self.latencies = latencies
    let services = report.agreement.probedServices.map {
      ServiceKey(agreement: report.agreement.id, service: $0.id)
    }
    let days = report.zone.days(in: report.window, limit: Self.longest + 1)
    isTooLong = days.count > Self.longest
    guard days.count <= Self.longest else {
      strips = []
      burnDowns = []
      return
    }
    strips = services.map { key in
      let days = judge.days(of: key, in: report.window, at: now, limit: Self.longest)
      return Strip(service: key.service, days: days)
    }
    let promises = judge.promises.filter { $0.agreement == report.agreement }
    burnDowns = zip(promises, report.results).compactMap { promise, result in
      BurnDown(of: promise, result, by: judge, in: report.zone, at: now)
    }
  }
}

extension ReportDetail.BurnDown {
  /// Nil if the budget is none of time or is 0, or the window rolls.
  fileprivate init?(
    of promise: Promise,
    _ result: ObjectiveResult,
    by judge: Judge,
    in zone: ZoneRules,
    at now: Instant
  ) {
    let standing = result.standing
    if case .rolling = result.objective.window { return nil }
    let indicator = result.objective.indicator
    guard indicator.spendsBudget, indicator.budgetUnit == .time, standing.budget.amount > 0 else {
      return nil
    }
    objective = result.objective.id
    total = standing.budget.amount
    window = standing.window
    points = zone.days(in: standing.judged, limit: ReportDetail.longest).map { day in
      let stretch = Interval(standing.window.start, day.interval.end)
      let then = judge.standing(of: promise, in: .fixed(stretch), at: now)
      return ReportDetail.Point(instant: day.interval.end, spent: then.spent.estimate)
    }
  }
}
