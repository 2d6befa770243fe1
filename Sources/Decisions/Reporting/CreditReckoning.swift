import Accounting
import Agreement
import Chronology
import Judging

/// Reckons the credits of an agreement window by window, in the order of their ends: what earlier
/// windows of a calendar year have given is not left for later ones, whichever revision gave it.
struct CreditReckoning {
  /// The revision whose credits are asked for.
  private let revision: CreditedRevision
  private let clauses: CreditClauses
  /// Those before it and itself, each until the next one holds.
  private let revisions: [CreditedRevision]
  private let now: Instant

  /// A reckoning of `agreement` as of `now`; nil if it agrees on no credits.
  ///
  /// - Parameter earlier: The revisions before it with windows in the same calendar years, in the order
  ///   in which they came to hold. One in another currency counts for nothing.
  init?(
    of agreement: Agreement,
    after earlier: [EarlierRevision],
    by judge: Judge,
    in zone: ZoneRules,
    at now: Instant
  ) {
    guard let clauses = agreement.clauses.credits else { return nil }
    self.clauses = clauses
    self.now = now
    let revision = CreditedRevision(agreement, by: judge, in: zone)
    self.revision = revision
    let before = earlier.filter { $0.agreement.currency == agreement.currency }
      .map { CreditedRevision($0.agreement, by: $0.judge, in: $0.zone) }
    let all = before + [revision]
    revisions = zip(all, all.dropFirst()).map { $0.until($1) } + [revision]
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
      unreckoned: revision.promises.filter { promise in
        promise.objective.window.unit.map { !named.contains($0) } ?? true
      }.map(\.objective.id)
    )
  }

  private func windows(of period: Report.Period) -> [CivilWindow] {
    switch period {
    case .current:
      return sorted(revision.units.map { CivilWindow($0, containing: now, in: revision.zone) })
    case .fixed(_, let interval):
      return sorted(begun(revision, in: interval)).filter { window in
        let own = revision.part(of: window)
        return interval.start <= own.start && own.end <= interval.end && !own.isEmpty
      }
    }
  }

  /// The windows that overlap a stretch, have begun, and in which a revision holds.
  private func begun(_ revision: CreditedRevision, in stretch: Interval) -> [CivilWindow] {
    let last = min(stretch.end, now + TimeAmount(nanoseconds: 1))
    return revision.windows(in: Interval(stretch.start, max(stretch.start, last)))
  }

  private func sorted(_ windows: [CivilWindow]) -> [CivilWindow] {
    windows.sorted { ($0.end, $0.first) < ($1.end, $1.first) }
  }

  /// The calendar year to whose cap a window belongs: the one in which it begins.
  private func year(of window: CivilWindow) -> CivilWindow {
    CivilWindow(.year, holding: window.first)
  }

  /// The windows, ascending, whose credits count for `wanted`, each with the number of the revision by
  /// which it is judged: those of the same years too, if a cap binds them.
  private func counted(for wanted: [CivilWindow]) -> [(revision: Int, window: CivilWindow)] {
    let own = wanted.map { (revision: revisions.count - 1, window: $0) }
    guard clauses.yearCap != nil, let first = wanted.map(\.first).min(), let last = wanted.last
    else { return own }
    let lastEnd = revision.part(of: last).end
    let year = CivilWindow(.year, holding: first)
    let others = revisions.indices.flatMap { index in
      let revision = revisions[index]
      let zone = revision.zone
      let stretch = Interval(year.interval(in: zone).start, zone.start(of: last.end))
      return begun(revision, in: stretch).filter { window in
        let part = revision.part(of: window)
        // Of a divided window the parts before count, too.
        let isOther = !wanted.contains(window) || part.end < zone.start(of: window.end)
        return window.first >= year.first && isOther && !part.isEmpty
          && (part.end, window.end, window.first) < (lastEnd, last.end, last.first)
          && (index == 0 || revision.hasBegun(window))
          && (index == revisions.count - 1 || part.start < revision.end)
      }.map { (revision: index, window: $0) }
    }
    return (own + others).map { ($0, revisions[$0.revision].part(of: $0.window).end) }.sorted {
      ($0.1, $0.0.window.end, $0.0.window.first) < ($1.1, $1.0.window.end, $1.0.window.first)
    }.map(\.0)
  }

  private func reckon(_ wanted: [CivilWindow]) -> [ReportedCredit] {
    var given: [CivilWindow: Given] = [:]
    var found: [ReportedCredit] = []
    for (number, window) in counted(for: wanted) {
      let year = year(of: window)
      let revision = revisions[number]
      guard let clauses = revision.agreement.clauses.credits else { continue }
      let credit = credit(
        of: window,
        by: clauses,
        revision,
        yearFee: fees(for: year, through: number),
        after: given[year] ?? Given()
      )
      given[year, default: Given()].add(credit)
      if number == revisions.count - 1, wanted.contains(window) { found.append(credit) }
    }
    return found
  }

  /// What is paid in a calendar year, as far as is known when the revision `number` is the latest: by
  /// each for the time in which it is; nil if a fee isn't said.
  private func fees(for year: CivilWindow, through number: Int) -> Fraction? {
    var sum = Fraction.zero
    for (index, revision) in revisions[...number].enumerated() {
      let end = index == number ? revision.validity.end : revision.end
      let held = Interval(revision.validity.start, max(revision.validity.start, end))
      guard held.overlaps(year.interval(in: revision.zone)) else { continue }
      guard let fees = revision.fees(for: year, while: held) else { return nil }
      sum = sum + fees
    }
    return sum
  }

  private func credit(
    of window: CivilWindow,
    by clauses: CreditClauses,
    _ revision: CreditedRevision,
    yearFee: Fraction?,
    after given: Given
  ) -> ReportedCredit {
    let agreement = revision.agreement
    let judge = revision.judge
    let whole = window.interval(in: revision.zone)
    let part = revision.part(of: window)
    let stretch = agreement.judged(of: part, since: revision.validity.start)
    let standings = revision.promises.filter { $0.objective.window.unit == window.unit }
      .map { ($0, judge.standing(of: $0, in: .fixed(stretch), at: now)) }
    let bounds = CreditAccount(
      clauses,
      currency: agreement.currency,
      windowFee: revision.fees(for: window, while: revision.paid),
      yearFee: yearFee,
      before: given.least...max(given.least, given.most),
      beforeEstimate: given.estimate
    ).bounds(
      of: standings.map { promise, standing in
        CreditedObjective(
          promise.objective,
          standing,
          fee: promise.service.fee.map {
            revision.fee($0, for: window, while: revision.paid)
          },
          unknown: agreement.clauses.measurement.unknown
        )
      }
    )
    let isProved = bounds.least.amount.map { $0.units > 0 } ?? false
    let isCovered = isProved || standings.allSatisfy(\.1.isClaimable)
    let incidents = incidents(in: part, revision)
    let nextEnd = revision.nextEnd(of: window)
    let file = ClaimFile(
      of: agreement.id,
      window: part,
      of: whole,
      nextEnd: nextEnd,
      incidents: incidents,
      within: clauses.claimWithin
    )
    return ReportedCredit(
      name: window.description,
      window: agreement.clauses.partial == .prorate
        ? Interval(stretch.start, max(stretch.start, min(stretch.end, revision.validity.end)))
        : stretch,
      part: part,
      bounds: bounds,
      tie: agreement.clauses.measurement.tie,
      isCovered: isCovered,
      claims: ComputedCredit.Claims(
        start: whole.end,
        deadline: file.deadline,
        nextEnd: nextEnd,
        incidents: incidents.sorted()
      ),
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
  private func incidents(in window: Interval, _ revision: CreditedRevision) -> Set<String> {
    let agreement = revision.agreement
    return Set(
      agreement.services.flatMap { service in
        let key = ServiceKey(agreement: agreement.id, service: service.id)
        return agreement.clauses.incidents
          .counted(revision.judge.incidentSpans(of: key), in: window).flatMap(\.ids)
      }
    )
  }
}

extension CreditList {
  /// The credits of `period` as of `now`; nil if the agreement gives none.
  ///
  /// - Parameter earlier: As ``Report`` has them.
  init?(
    of agreement: Agreement,
    after earlier: [EarlierRevision],
    by judge: Judge,
    _ zone: ZoneRules,
    over period: Report.Period,
    at now: Instant
  ) {
    let reckoning = CreditReckoning(of: agreement, after: earlier, by: judge, in: zone, at: now)
    guard let reckoning else { return nil }
    self = reckoning.credits(of: period)
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
