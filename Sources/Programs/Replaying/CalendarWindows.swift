package import Agreement
package import Chronology
package import Judging
package import Reporting

/// The calendar of every agreement: which windows an objective has, in its agreement's zone.
package struct CalendarWindows: Sendable {
  /// The most windows that are looked at after a long stop: three years of days.
  package static let limit = 1_100

  let zones: [String: ZoneRules]
  /// What of each window is a revision's own, by agreement and revision: of those whose windows are divided.
  private let tenures: [String: [Int: Tenure]]
  /// What was declared, by which judges exclude time.
  private let annotations: [RecordedAnnotation]

  /// The calendars of `agreements`, by the host's tzdata.
  ///
  /// - Parameter annotations: All that was declared.
  /// - Throws: ``ZoneFileError`` for a zone that the host does not know.
  package init(
    _ agreements: [Agreement],
    annotations: [RecordedAnnotation] = []
  ) throws(ZoneFileError) {
    self.annotations = annotations
    var zones: [String: ZoneRules] = [:]
    for agreement in agreements where zones[agreement.timeZone] == nil {
      zones[agreement.timeZone] = try ZoneFiles.rules(of: agreement.timeZone)
    }
    self.zones = zones
    var tenures: [String: [Int: Tenure]] = [:]
    for (id, revisions) in Dictionary(grouping: agreements, by: \.id) where revisions.count > 1 {
      let line = RevisionLine(of: id, among: revisions, zones: zones)
      for revision in revisions {
        let tenure = line.tenure(of: revision)
        if tenure != .whole { tenures[id, default: [:]][revision.revision] = tenure }
      }
    }
    self.tenures = tenures
  }

  /// What of each window is a revision's own.
  package func tenure(of agreement: Agreement) -> Tenure {
    tenures[agreement.id]?[agreement.revision] ?? .whole
  }

  /// The rules of an agreement's zone.
  package func zone(of agreement: Agreement) -> ZoneRules {
    zones[agreement.timeZone] ?? .utc
  }

  /// The window of `promise` that contains `instant`; nil for a rolling one.
  package func window(of promise: Promise, containing instant: Instant) -> CivilWindow? {
    guard let unit = promise.objective.window.unit else { return nil }
    return CivilWindow(unit, containing: instant, in: zone(of: promise.agreement))
  }

  /// The revision of each agreement that holds at `instant`, by the local date; one that does not
  /// hold yet is left out.
  package func inEffect(_ agreements: [Agreement], at instant: Instant) -> [Agreement] {
    agreements.filter { agreement in
      agreement.effective <= CivilTime(instant, in: zone(of: agreement)).date
    }.latest
  }

  /// The first instant at which a revision holds: that of its local date.
  package func start(of agreement: Agreement) -> Instant {
    zone(of: agreement).start(of: agreement.effective)
  }

  /// The revision of the agreement `id` by which `period` is judged, of `agreements`: the one that
  /// holds when it begins, else the first that comes to hold within it; nil if none does.
  package func revision(
    of id: String,
    in period: Interval,
    among agreements: [Agreement]
  ) -> Agreement? {
    let own = agreements.filter { $0.id == id && start(of: $0) < period.end }
    return inEffect(own, at: period.start).first
      ?? own.min { (start(of: $0), -$0.revision) < (start(of: $1), -$1.revision) }
  }

  /// A judge that has been told nothing, of agreements each of which holds from its date on.
  ///
  /// - Parameter checkCount: How many checks will be defined, if that is known.
  package func judge(by agreements: [Agreement], checkCount: Int = 0) -> Judge {
    Judge(
      agreements: agreements,
      since: starts(of: agreements),
      within: tenures(of: agreements),
      zones: zones,
      annotations: annotations,
      checkCount: checkCount
    )
  }

  /// A judge for one report on `agreement`: it keeps more than one that runs for ever, and is exact
  /// for the period's windows, or for the calendar windows of `now`.
  package func judge(
    by agreement: Agreement,
    over period: Report.Period,
    at now: Instant
  ) -> Judge {
    var breaches: Interval?
    let cuts: [Instant]
    switch period {
    case .fixed(_, let interval):
      breaches = tenure(of: agreement).part(of: interval).since(start(of: agreement))
      cuts = [interval.start, interval.end]
    case .current:
      cuts = agreement.objectives.flatMap { objective -> [Instant] in
        let window = objective.window.current(at: now, in: zone(of: agreement))
        guard case .fixed(let interval) = window else { return [] }
        return [interval.start, interval.end]
      }
    }
    return Judge(
      agreements: [agreement],
      since: starts(of: [agreement]),
      within: tenures(of: [agreement]),
      zones: zones,
      annotations: annotations,
      cuts: cuts,
      breaches: breaches,
      watchesAlerts: false,
      timelineLimit: Timeline.reportLimit
    )
  }

  /// The earliest instant that a report on `agreement` asks anything of, when the record has come to an
  /// instant; nil if all that was before may matter: a breach of a rolling objective that has begun is
  /// over only when a window is kept again.
  package func earliestNeeded(
    _ agreement: Agreement,
    over period: Report.Period,
    at now: Instant
  ) -> ((Instant) -> Instant)? {
    let promises = Judge(agreements: [agreement]).promises
    let given = earliestGiving(promises, over: period, at: now) ?? now
    switch period {
    case .current:
      // A rolling window ends with the last sample, which a check of long intervals has had before.
      return { min(given, earliestNeeded(promises, now: min(now, $0) - CalendarWindows.silence)) }
    case .fixed(_, let interval):
      if promises.contains(where: { $0.objective.window.unit == nil }) { return nil }
      let start = min(given, earliestNeeded(promises, now: interval.start))
      return { min(start, $0) }
    }
  }

  /// How long before the end of the record the last sample may lie that a rolling window ends with.
  private static let silence = TimeAmount.days(7)

  private func starts(of agreements: [Agreement]) -> [String: Instant] {
    Dictionary(agreements.map { ($0.id, start(of: $0)) }, uniquingKeysWith: max)
  }

  private func tenures(of agreements: [Agreement]) -> [String: Tenure] {
    Dictionary(agreements.map { ($0.id, tenure(of: $0)) }, uniquingKeysWith: { $1 })
  }

  /// The windows of `promise` that may have something to say at `now`, ascending: those after the
  /// last that was said to be closed, or the one before the present, up to the present one.
  ///
  /// None begins before the agreement holds, unless its clause on parts of windows speaks of that time; of
  /// a divided window it is the promise's own part.
  package func pending(_ promise: Promise, after closed: Instant?, now: Instant) -> [Interval] {
    guard let unit = promise.objective.window.unit else { return [] }
    let zone = zone(of: promise.agreement)
    let start = start(of: promise.agreement)
    let tenure = tenure(of: promise.agreement)
    var window = CivilWindow(unit, containing: now, in: zone)
    var interval = window.interval(in: zone)
    let judged = { promise.agreement.judged(of: tenure.part(of: $0), since: start) }
    var windows = [judged(interval)]
    while windows.count < CalendarWindows.limit, interval.start > start {
      window = window.previous
      interval = Interval(zone.start(of: window.first), interval.start)
      if let closed, tenure.part(of: interval).start <= closed { break }
      windows.append(judged(interval))
      if closed == nil, interval.end + promise.patience <= now { break }
    }
    return windows.reversed()
  }

  /// The earliest instant that a window of any of `promises` still needs at `now`.
  package func earliestNeeded(_ promises: [Promise], now: Instant) -> Instant {
    promises.reduce(now) { earliest, promise in
      let zone = zone(of: promise.agreement)
      if case .rolling(let length) = promise.objective.window {
        return min(earliest, promise.needed(before: now - length, in: zone))
      }
      guard let window = window(of: promise, containing: now - promise.patience) else {
        return earliest
      }
      let start = window.previous.interval(in: zone).start
      return min(earliest, promise.needed(before: start, in: zone))
    }
  }
}
