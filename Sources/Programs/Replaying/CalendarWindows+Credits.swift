import Agreement
import Chronology
import Judging
import Reporting

/// What the cap of a calendar year makes credits ask of the time before their own window.
extension CalendarWindows {
  /// The earliest instant that a report on `promises`, those of one agreement, asks of windows whose
  /// credits leave less of a year's cap for those of `period`; nil if no cap of a year binds them.
  func earliestGiving(
    _ promises: [Promise],
    over period: Report.Period,
    at now: Instant
  ) -> Instant? {
    guard let agreement = promises.first?.agreement,
      let start = cappedSince(agreement, over: period, at: now)
    else { return nil }
    let zone = zone(of: agreement)
    return promises.map { $0.needed(before: start, in: zone) }.min()
  }

  /// The revisions of `agreements` before `agreement` whose windows count toward the year's cap of those
  /// of `period`, each with the time of which it is asked, in the order in which they came to hold.
  func earlier(
    than agreement: Agreement,
    of agreements: [Agreement],
    over period: Report.Period,
    at now: Instant
  ) -> [(revision: Agreement, asked: Interval)] {
    guard let since = cappedSince(agreement, over: period, at: now) else { return [] }
    let own =
      agreements.filter {
        $0.id == agreement.id && $0.revision < agreement.revision
          && start(of: $0) < start(of: agreement)
      }.sorted { (start(of: $0), $0.revision) < (start(of: $1), $1.revision) } + [agreement]
    return zip(own, own.dropFirst()).compactMap {
      revision,
      next -> (revision: Agreement, asked: Interval)? in
      let end = start(of: next)
      return end > since ? (revision, Interval(since, end)) : nil
    }
  }

  /// When the first calendar year begins whose cap binds the credits of `period`; nil if there is none.
  private func cappedSince(
    _ agreement: Agreement,
    over period: Report.Period,
    at now: Instant
  ) -> Instant? {
    guard let credits = agreement.clauses.credits, credits.yearCap != nil else { return nil }
    let zone = zone(of: agreement)
    let earning = Set(credits.rules.map(\.objective))
    let dates = agreement.objectives.filter { earning.contains($0.id) }
      .compactMap(\.window.unit)
      .compactMap { firstWindow($0, in: period, at: now, zone)?.first }
    return dates.min().map { CivilWindow(.year, holding: $0).interval(in: zone).start }
  }

  /// The first window of `unit` that lies in `period`; nil if none does.
  private func firstWindow(
    _ unit: CivilWindow.Unit,
    in period: Report.Period,
    at now: Instant,
    _ zone: ZoneRules
  ) -> CivilWindow? {
    guard case .fixed(_, let interval) = period else {
      return CivilWindow(unit, containing: now, in: zone)
    }
    var window = CivilWindow(unit, containing: interval.start, in: zone)
    if window.interval(in: zone).start < interval.start { window = window.next }
    return window.interval(in: zone).end <= interval.end ? window : nil
  }
}
