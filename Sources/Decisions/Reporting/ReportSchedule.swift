package import Agreement
package import Chronology

/// Which reports are to be sealed: of each agreement the windows of `reporting.every` that have been over
/// for `seal-after`, and those that are sealed and of which something was put on record since.
///
/// It is told what the record says, and says what is due; it reads and writes nothing. The same record
/// gives the same tasks, so that a report whose sealing was cut short is due again, and one that is on
/// record is not.
package struct ReportSchedule: Sendable {
  /// What the record tells.
  package enum Fact: Sendable {
    /// The store has samples of this agreement's checks, or what was observed for it outside, from this
    /// instant on.
    case began(agreement: String, Instant)
    /// Samples of this time are not kept any more.
    case expired(Interval)
    /// A report is sealed.
    case sealed(SealedReport)
    /// A revision of an agreement was taken into the plan.
    case recorded(RecordedRevision)
    /// Something was declared, imported or observed outside.
    case declared(LateFact)
  }

  /// How many windows back a first report is sealed: those of before are never sealed by themselves.
  package static let firstWindows = 24
  /// How many windows back is looked after a long stop: three years of days.
  package static let limit = 1_100
  /// So long nothing more may have been declared before it goes into a revision.
  package static let settling = TimeAmount.seconds(10)
  /// What is declared without a pause goes into a revision after so long.
  package static let patience = TimeAmount.minutes(10)

  let revisions: [String: [Agreement]]
  let zones: [String: ZoneRules]
  private var began: [String: Instant] = [:]
  private var expired: [Interval] = []
  /// The last revision of each report, by agreement and period.
  private var sealed: [String: [String: SealedReport]] = [:]
  private var declared: [LateFact] = []

  /// The schedule of all revisions of agreements.
  ///
  /// - Parameter zones: The rules of each agreement's zone, by its name.
  package init(_ agreements: [Agreement], zones: [String: ZoneRules]) {
    revisions = Dictionary(grouping: agreements, by: \.id)
    self.zones = zones
  }

  /// Takes what the record tells, in any order.
  package mutating func take(_ fact: Fact) {
    switch fact {
    case .began(let agreement, let instant):
      began[agreement] = min(began[agreement] ?? instant, instant)
    case .expired(let interval): expired.append(interval)
    case .sealed(let report):
      let known = sealed[report.agreement]?[report.period]
      // Of one revision that stands twice the first counts, as of everything that was said.
      if report.number > known?.number ?? 0 {
        sealed[report.agreement, default: [:]][report.period] = report
      }
    case .recorded(let revision): if let late = self.fact(of: revision) { declared.append(late) }
    case .declared(let fact): declared.append(fact)
    }
  }

  /// What is due at `now`: windows by agreement, ascending.
  ///
  /// A first report that waits for what is coming in keeps those on later windows waiting: nothing before
  /// the first window that is sealed is looked for any more.
  package func due(at now: Instant) -> [ReportTask] {
    var tasks: [ReportTask] = []
    for id in revisions.keys.sorted() {
      var isWaiting = false
      for window in windows(of: id, at: now).reversed() {
        let isFirst = sealed[id]?[window.name] == nil
        if isFirst, !isWaiting { isWaiting = waits(window, at: now) }
        if isFirst, isWaiting { continue }
        if let task = task(of: window, at: now) { tasks.append(task) }
      }
    }
    return tasks
  }

  /// What can't be revised though something was declared: the agreement's text or the samples are gone.
  package func stranded(at now: Instant) -> [StrandedReport] {
    sealed.values.flatMap(\.values).compactMap { report in
      let held = revision(of: report.agreement, in: report.window)
      let late = lateFacts(held.map { judging(report.window, from: $0) }, report, at: now)
      guard !late.isEmpty else { return nil }
      if held == nil { return StrandedReport(report: report, because: late, reason: .noAgreement) }
      guard isExpired(report.window, of: held) else { return nil }
      return StrandedReport(report: report, because: late, reason: .expired)
    }.sorted { $0.report.fileName(.json) < $1.report.fileName(.json) }
  }

  /// When something is due next that isn't at `now`; nil if nothing is foreseen.
  package func next(after now: Instant) -> Instant? {
    let coming = revisions.values.joined().compactMap { agreement -> Instant? in
      guard let unit = agreement.clauses.reporting.every else { return nil }
      let zone = zone(of: agreement)
      var window = CivilWindow(
        unit,
        containing: now - agreement.clauses.reporting.sealAfter,
        in: zone
      )
      var due = window.interval(in: zone).end + agreement.clauses.reporting.sealAfter
      if due <= now {
        window = window.next
        due = window.interval(in: zone).end + agreement.clauses.reporting.sealAfter
      }
      return due
    }
    let settled = declared.map { $0.recorded + Self.settling }.filter { $0 > now }
    return (coming + settled).min()
  }
}

extension ReportSchedule {
  /// A window of an agreement, and the revision by which it is judged.
  private struct Window {
    let agreement: Agreement
    let name: String
    let interval: Interval
  }

  /// The windows of the agreement `id` that may be due, descending: those that have been over for long
  /// enough.
  private func windows(of id: String, at now: Instant) -> [Window] {
    (revisions[id] ?? []).flatMap { agreement -> [Window] in
      guard let unit = agreement.clauses.reporting.every, let began = began[id] else { return [] }
      let zone = zone(of: agreement)
      let first = sealed[id]?.values.map(\.window.start).min()
      var window = CivilWindow(unit, containing: now, in: zone)
      var found: [Window] = []
      for number in 0..<Self.limit {
        let interval = window.interval(in: zone)
        defer { window = window.previous }
        if interval.end <= began || interval.end <= zone.start(of: agreement.effective) { break }
        if let first, interval.start < first { break }
        if first == nil, number > Self.firstWindows { break }
        guard interval.end + agreement.clauses.reporting.sealAfter <= now,
          revision(of: id, in: interval) == agreement, holds(agreement, in: interval)
        else { continue }
        found.append(Window(agreement: agreement, name: "\(window)", interval: interval))
      }
      return found
    }.sorted { $0.interval.start > $1.interval.start }
  }

  /// What is to be done for a window; nil if nothing is.
  private func task(of window: Window, at now: Instant) -> ReportTask? {
    guard let before = sealed[window.agreement.id]?[window.name] else {
      if isExpired(window.interval, of: window.agreement) { return nil }
      return ReportTask(window.agreement, window.name, window.interval)
    }
    let late = lateFacts(judging(window.interval, from: window.agreement), before, at: now)
    guard !late.isEmpty, Self.hasSettled(late, at: now),
      !isExpired(window.interval, of: window.agreement)
    else { return nil }
    return ReportTask(
      window.agreement,
      window.name,
      window.interval,
      after: before,
      because: late.filter { $0.recorded + Self.settling <= now }
    )
  }

  /// Whether something about a window may be coming in right now.
  private func waits(_ window: Window, at now: Instant) -> Bool {
    let judging = judging(window.interval, from: window.agreement)
    let facts = declared.filter { fact in
      fact.revision == nil && judging.contains { isAbout(fact, $0, window.interval) }
    }
    return !Self.hasSettled(facts, at: now) && !isExpired(window.interval, of: window.agreement)
  }

  /// Whether nothing more may belong to what came last: it is over for long enough, or has gone on for
  /// too long.
  private static func hasSettled(_ facts: [LateFact], at now: Instant) -> Bool {
    let times = facts.map(\.recorded).filter { $0 <= now }.sorted(by: >)
    guard let newest = times.first, newest + settling > now else { return true }
    var first = newest
    for time in times {
      if first - time >= settling { break }
      first = time
    }
    return first + patience <= now
  }

  /// What was recorded about the window of `report` after the instant as of which it was made.
  private func lateFacts(
    _ agreements: [Agreement]?,
    _ report: SealedReport,
    at now: Instant
  ) -> [LateFact] {
    let agreements = agreements ?? revisions[report.agreement]?.last.map { [$0] } ?? []
    return declared.filter { fact in
      let isKnown = fact.revision.map { report.rests(on: $0) } ?? false
      return fact.recorded > report.asOf && fact.recorded <= now && !isKnown
        && agreements.contains { isAbout(fact, $0, report.window) }
    }
  }

  /// Whether `fact` may change a report on `window`: also a claim that is made in the window after one of an
  /// objective.
  private func isAbout(_ fact: LateFact, _ agreement: Agreement, _ window: Interval) -> Bool {
    let zone = zone(of: agreement)
    let ends = agreement.objectives.compactMap(\.window.unit).map {
      CivilWindow($0, containing: window.end, in: zone).interval(in: zone).end
    }
    return fact.concerns(agreement, window, claimsEnd: ends.max() ?? window.end)
  }

  /// Whether samples of the window are gone that a report on it needs: what is observed outside stays.
  private func isExpired(_ window: Interval, of agreement: Agreement?) -> Bool {
    if let agreement, agreement.probedServices.isEmpty { return false }
    return expired.contains { $0.overlaps(window) }
  }

  /// The revision by which a window is judged: the one that holds when it begins, else the first that
  /// comes to hold within it.
  private func revision(of id: String, in window: Interval) -> Agreement? {
    let all = (revisions[id] ?? []).map { (start: zone(of: $0).start(of: $0.effective), $0) }
    let held = all.filter { $0.start <= window.start }.max { $0.1.revision < $1.1.revision }
    return (held ?? all.filter { $0.start < window.end }.min { $0.start < $1.start })?.1
  }

  /// Whether the agreement has not ended before the window.
  private func holds(_ agreement: Agreement, in window: Interval) -> Bool {
    guard let until = agreement.clauses.until else { return true }
    return window.start < zone(of: agreement).start(of: until.adding(days: 1))
  }

  func zone(of agreement: Agreement) -> ZoneRules { zones[agreement.timeZone] ?? .utc }
}
