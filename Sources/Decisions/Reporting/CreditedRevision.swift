import Accounting
package import Agreement
package import Chronology
package import Judging

/// A revision of an agreement that held before another one, and what was recorded as it judges it.
package struct EarlierRevision: Sendable {
  /// The revision.
  package let agreement: Agreement
  /// Has been told the record, at least of the windows of the calendar years that are asked for.
  package let judge: Judge
  /// The rules of its zone.
  package let zone: ZoneRules

  /// A revision that `judge` judges.
  package init(_ agreement: Agreement, by judge: Judge, in zone: ZoneRules) {
    self.agreement = agreement
    self.judge = judge
    self.zone = zone
  }
}

/// One revision of an agreement as credits are reckoned by it.
struct CreditedRevision {
  let agreement: Agreement
  let judge: Judge
  let zone: ZoneRules
  /// From its date to its end, whatever comes after it: a window that began with it is judged by it
  /// throughout.
  let validity: Interval
  /// What of each window is its own.
  let tenure: Tenure
  /// Until when it is the latest.
  private(set) var end: Instant

  /// A revision after which none comes.
  init(_ agreement: Agreement, by judge: Judge, in zone: ZoneRules) {
    self.agreement = agreement
    self.judge = judge
    self.zone = zone
    let start = zone.start(of: agreement.effective)
    let end = agreement.clauses.until.map { zone.start(of: $0.adding(days: 1)) }
    validity = Interval(start, max(start, end ?? Judge.span.end))
    tenure = judge.tenure(of: agreement.id)
    self.end = validity.end
  }

  /// The same until the next one holds.
  func until(_ next: CreditedRevision) -> CreditedRevision {
    var ended = self
    ended.end = max(validity.start, min(end, next.validity.start))
    return ended
  }

  /// The objectives that earn credits.
  var promises: [Promise] {
    let ids = Set((agreement.clauses.credits?.rules ?? []).map(\.objective))
    return judge.promises.filter { $0.agreement == agreement && ids.contains($0.objective.id) }
  }

  /// The windows of those objectives, each once.
  var units: [CivilWindow.Unit] {
    var units: [CivilWindow.Unit] = []
    for unit in promises.compactMap(\.objective.window.unit) where !units.contains(unit) {
      units.append(unit)
    }
    return units
  }

  /// When its fees are paid: no longer than the windows are its own.
  var paid: Interval {
    Interval(validity.start, max(validity.start, min(validity.end, tenure.end ?? validity.end)))
  }

  /// What of a window is its own.
  func part(of window: CivilWindow) -> Interval { tenure.part(of: window.interval(in: zone)) }

  /// When the window after `window` ends, or the part after its part of it.
  func nextEnd(of window: CivilWindow) -> Instant {
    let (whole, part) = (window.interval(in: zone), part(of: window))
    let end = part.end < whole.end ? whole.end : window.next.interval(in: zone).end
    return [tenure.end, tenure.nextEnd].compactMap(\.self).filter { $0 > part.end }.reduce(end, min)
  }

  /// The windows that overlap `stretch` and the time in which the revision holds.
  func windows(in stretch: Interval) -> [CivilWindow] {
    let held = stretch.intersection(paid)
    guard !held.isEmpty else { return [] }
    return units.flatMap { unit in
      var window = CivilWindow(unit, containing: held.start, in: zone)
      var found: [CivilWindow] = []
      while zone.start(of: window.first) < held.end {
        found.append(window)
        window = window.next
      }
      return found
    }
  }

  /// Whether a window, or its part of one, began while this revision was the latest.
  func hasBegun(_ window: CivilWindow) -> Bool {
    let start = part(of: window).start
    return validity.start <= start && start < end
  }

  /// What is paid for all services in a window, or as much of it as the revision is the latest; nil if
  /// one of them has no fee that is said.
  ///
  /// - Parameter held: When it is paid, at most.
  func fees(for window: CivilWindow, while held: Interval) -> Fraction? {
    var sum = Fraction.zero
    for service in agreement.services {
      guard let fee = service.fee else { return nil }
      sum = sum + self.fee(fee, for: window, while: held)
    }
    return sum
  }

  /// What is paid for one service in a window; of one in which it is not paid throughout, in proportion
  /// to the time.
  func fee(_ fee: Fee, for window: CivilWindow, while held: Interval) -> Fraction {
    let whole = window.interval(in: zone)
    let start = min(max(whole.start, held.start), whole.end)
    let paid = Interval(start, max(start, min(whole.end, held.end)))
    if paid == whole, let months = window.unit.months { return fee.units(months: months) }
    let unit: CivilWindow.Unit =
      switch (fee.period, window.unit) {
      case (.month, .billingMonth(let day)): .billingMonth(day)
      case (.month, _): .month
      case (.quarter, _): .quarter
      case (.year, _): .year
      }
    var period = CivilWindow(unit, containing: paid.start, in: zone)
    var periods: [Interval] = []
    while period.interval(in: zone).start < paid.end {
      periods.append(period.interval(in: zone))
      period = period.next
    }
    return fee.units(for: paid, in: periods)
  }
}
