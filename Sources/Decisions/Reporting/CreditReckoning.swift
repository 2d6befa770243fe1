import Accounting
import Agreement
import Chronology
import Judging

/// Reckons the credits of an agreement window by window, in the order of their ends: what earlier
/// windows of a calendar year have given is not left for later ones.
struct CreditReckoning {
  let agreement: Agreement
  let clauses: CreditClauses
  let judge: Judge
  let zone: ZoneRules
  let now: Instant
  /// When the agreement holds.
  private let validity: Interval

  /// A reckoning of `agreement` as of `now`; nil if it agrees on no credits.
  init?(of agreement: Agreement, by judge: Judge, in zone: ZoneRules, at now: Instant) {
    guard let clauses = agreement.clauses.credits else { return nil }
    self.agreement = agreement
    self.clauses = clauses
    self.judge = judge
    self.zone = zone
    self.now = now
    let start = zone.start(of: agreement.effective)
    let end = agreement.clauses.until.map { zone.start(of: $0.adding(days: 1)) }
    validity = Interval(start, max(start, end ?? Judge.span.end))
  }

  /// The credits of the windows that lie in `period` and have begun; of its own window that holds `now`,
  /// if every objective has its own.
  func credits(of period: Report.Period) -> CreditList {
    let windows = self.windows(of: period)
    let kept = windows.suffix(CreditList.limit)
    let named = Set(windows.map(\.unit))
    return CreditList(
      windows: kept.isEmpty ? [] : reckon(Array(kept)),
      omitted: windows.count - kept.count,
      unreckoned: promises.filter { promise in
        promise.objective.window.unit.map { !named.contains($0) } ?? true
      }.map(\.objective.id)
    )
  }

  /// The objectives that earn credits.
  private var promises: [Promise] {
    let ids = Set(clauses.rules.map(\.objective))
    return judge.promises.filter { $0.agreement == agreement && ids.contains($0.objective.id) }
  }

  private var units: [CivilWindow.Unit] {
    var units: [CivilWindow.Unit] = []
    for unit in promises.compactMap(\.objective.window.unit) where !units.contains(unit) {
      units.append(unit)
    }
    return units
  }

  private func windows(of period: Report.Period) -> [CivilWindow] {
    switch period {
    case .current: return sorted(units.map { CivilWindow($0, containing: now, in: zone) })
    case .fixed(_, let interval):
      return windows(from: interval.start, to: interval.end).filter { window in
        let own = window.interval(in: zone)
        return interval.start <= own.start && own.end <= interval.end
      }
    }
  }

  /// The windows that overlap a stretch, have begun, and in which the agreement holds, by end.
  private func windows(from start: Instant, to end: Instant) -> [CivilWindow] {
    let first = max(start, validity.start)
    let last = min(end, validity.end, now + TimeAmount(nanoseconds: 1))
    guard first < last else { return [] }
    return sorted(
      units.flatMap { unit in
        var window = CivilWindow(unit, containing: first, in: zone)
        var found: [CivilWindow] = []
        while zone.start(of: window.first) < last {
          found.append(window)
          window = window.next
        }
        return found
      }
    )
  }

  private func sorted(_ windows: [CivilWindow]) -> [CivilWindow] {
    windows.sorted { ($0.end, $0.first) < ($1.end, $1.first) }
  }

  /// The calendar year to whose cap a window belongs: the one in which it begins.
  private func year(of window: CivilWindow) -> CivilWindow {
    CivilWindow(.year, holding: window.first)
  }

  private func reckon(_ wanted: [CivilWindow]) -> [ReportedCredit] {
    var all = wanted
    if clauses.yearCap != nil, let first = wanted.map(\.first).min(), let last = wanted.last {
      let years = CivilWindow(.year, holding: first).interval(in: zone).start
      all = windows(from: years, to: zone.start(of: last.end)).filter { window in
        wanted.contains(window)
          || window.first >= CivilWindow(.year, holding: first).first
            && (window.end, window.first) < (last.end, last.first)
      }
    }
    var given: [CivilWindow: Given] = [:]
    var found: [ReportedCredit] = []
    for window in all {
      let year = year(of: window)
      let credit = credit(of: window, year, after: given[year] ?? Given())
      given[year, default: Given()].add(credit)
      if wanted.contains(window) { found.append(credit) }
    }
    return found
  }

  private func credit(
    of window: CivilWindow,
    _ year: CivilWindow,
    after given: Given
  ) -> ReportedCredit {
    let whole = window.interval(in: zone)
    let stretch = whole.since(validity.start)
    let standings = promises.filter { $0.objective.window.unit == window.unit }.map { promise in
      (promise, judge.standing(of: promise, in: .fixed(stretch), at: now))
    }
    let bounds = CreditAccount(
      clauses,
      currency: agreement.currency,
      windowFee: fees(for: window),
      yearFee: fees(for: year),
      before: given.least...max(given.least, given.most),
      beforeEstimate: given.estimate
    ).bounds(
      of: standings.map { promise, standing in
        CreditedObjective(
          promise.objective,
          standing,
          fee: promise.service.fee.map { self.fee($0, for: window) },
          unknown: agreement.clauses.measurement.unknown
        )
      }
    )
    let isProved = bounds.least.amount.map { $0.units > 0 } ?? false
    let isCovered = isProved || standings.allSatisfy(\.1.isClaimable)
    let file = ClaimFile(
      of: agreement.id,
      window: whole,
      nextEnd: window.next.interval(in: zone).end,
      incidents: incidents(in: whole),
      within: clauses.claimWithin
    )
    return ReportedCredit(
      name: window.description,
      window: agreement.clauses.partial == .prorate
        ? Interval(stretch.start, max(stretch.start, min(stretch.end, validity.end))) : stretch,
      bounds: bounds,
      tie: agreement.clauses.measurement.tie,
      isCovered: isCovered,
      deadline: file.deadline,
      claim: file.state(
        at: now,
        judge.annotations(of: agreement.id),
        isDue: bounds.isPossible,
        isCovered: isCovered,
        isFinal: now >= whole.end + agreement.clauses.reporting.sealAfter
      )
    )
  }

  /// The names of the incidents that count in a window.
  private func incidents(in window: Interval) -> Set<String> {
    Set(
      agreement.services.flatMap { service in
        let key = ServiceKey(agreement: agreement.id, service: service.id)
        return agreement.clauses.incidents.counted(judge.incidentSpans(of: key), in: window)
          .flatMap(\.ids)
      }
    )
  }
}

extension CreditReckoning {
  /// What is paid for all services in a window; nil if one of them has no fee that is said.
  private func fees(for window: CivilWindow) -> Fraction? {
    var sum = Fraction.zero
    for service in agreement.services {
      guard let fee = service.fee else { return nil }
      sum = sum + self.fee(fee, for: window)
    }
    return sum
  }

  /// What is paid for one service in a window; of one in which the agreement begins or ends, in
  /// proportion to the time in which it holds.
  private func fee(_ fee: Fee, for window: CivilWindow) -> Fraction {
    let whole = window.interval(in: zone)
    let start = min(max(whole.start, validity.start), whole.end)
    let held = Interval(start, max(start, min(whole.end, validity.end)))
    if held == whole, let months = window.unit.months { return fee.units(months: months) }
    let unit: CivilWindow.Unit =
      switch (fee.period, window.unit) {
      case (.month, .billingMonth(let day)): .billingMonth(day)
      case (.month, _): .month
      case (.quarter, _): .quarter
      case (.year, _): .year
      }
    var period = CivilWindow(unit, containing: held.start, in: zone)
    var periods: [Interval] = []
    while period.interval(in: zone).start < held.end {
      periods.append(period.interval(in: zone))
      period = period.next
    }
    return fee.units(for: held, in: periods)
  }
}

/// What earlier windows of a year have given, in the smallest units.
private struct Given {
  private(set) var least: Int64 = 0
  private(set) var estimate: Int64 = 0
  private(set) var most: Int64 = 0

  /// Adds the credit of a window: what holds between the parties or, where that is open, its bounds.
  mutating func add(_ credit: ReportedCredit) {
    let settled = credit.settled?.amount?.units
    least += settled ?? credit.bounds.least.amount?.units ?? 0
    estimate += settled ?? credit.bounds.estimate.amount?.units ?? 0
    most += settled ?? credit.bounds.most.amount?.units ?? 0
  }
}
