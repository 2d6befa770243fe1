import Accounting
import Agreement
package import Chronology
import Sampling

extension ServiceRecord {
  /// How far around a window the record is read, so that outages that reach beyond it are whole, and
  /// exclusions that begin before it are known.
  static let margin = TimeAmount.days(32)

  /// Whether all time counts alike: always promised, nothing excluded, every failure at once.
  func isPlain(_ terms: AvailabilityTerms?) -> Bool {
    certificates == nil && basis.isPlain && terms?.countsEverything ?? true
  }

  /// Whether the agreement doesn't judge `window` because it holds only in a part of it.
  func skips(_ window: Interval) -> Bool {
    agreed.agreement.clauses.partial == .skip && time(of: window, excluding: .none) == nil
  }

  /// Whether some time may be excluded.
  var hasExclusions: Bool { basis.hasExclusions }

  /// How the time of `judged`, which ends no later than where everything is judged, counts.
  ///
  /// - Parameters:
  ///   - window: The whole window, of which `judged` is the part that has been judged.
  ///   - terms: How outages count; nil counts every millisecond of them.
  ///   - horizon: Until where everything is judged: outages are whole up to there.
  func reckoning(
    of judged: Interval,
    in window: Interval,
    by terms: AvailabilityTerms?,
    judgedUntil horizon: Instant
  ) -> Reckoning {
    if isPlain(terms), let single {
      return Reckoning(single.timeline.tally(in: judged), window: window.length.wholeMilliseconds)
    }
    let around = around(judged, until: horizon)
    let judgement = exclusions(around: window, judgedUntil: horizon)
    return reckoning(of: judged, in: window, by: terms, around, excluding: judgement.accepted)
  }

  /// The same if everything that is claimed or disputed were accepted; nil if that changes nothing.
  func disputed(
    of judged: Interval,
    in window: Interval,
    by terms: AvailabilityTerms?,
    judgedUntil horizon: Instant
  ) -> Reckoning? {
    guard hasExclusions else { return nil }
    let around = around(judged, until: horizon)
    let judgement = exclusions(around: window, judgedUntil: horizon)
    guard judgement.possible != judgement.accepted else { return nil }
    return reckoning(of: judged, in: window, by: terms, around, excluding: judgement.possible)
  }

  /// What is left of `stretch` when hours, the agreement's validity and what is excluded are taken from
  /// it.
  ///
  /// - Parameter horizon: Until where everything is judged, for a cap that counts downtime; nil takes it as
  ///   if there were none.
  func measured(in stretch: Interval, judgedUntil horizon: Instant? = nil) -> IntervalSet {
    if isPlain(nil) { return IntervalSet([stretch]) }
    return serviceTime(of: stretch, judgedUntil: horizon)?.measured ?? IntervalSet()
  }

  /// The promised time of `stretch`, and what of it is excluded, likewise; nil if the agreement doesn't
  /// judge a window of which it holds only a part.
  func serviceTime(of stretch: Interval, judgedUntil horizon: Instant? = nil) -> ServiceTime? {
    let excluded =
      hasExclusions
      ? exclusions(around: stretch, judgedUntil: horizon).accepted : ExcludedTime.none
    return time(of: stretch, excluding: excluded)
  }

  /// Whether hours, recurring work or a cap that counts downtime cut the windows of the service at any
  /// minute.
  var isCutByMinutes: Bool {
    let maintenance = agreed.agreement.clauses.exclusions.maintenance
    return agreed.service.hours != .always || !(maintenance?.recurring.isEmpty ?? true)
      || maintenance?.cap?.counts == .downtime
  }

  /// What the agreement says to everything that is to be excluded around `window`.
  ///
  /// - Parameter horizon: Until where everything is judged, for a cap that counts downtime; nil takes it as
  ///   if there were none.
  func exclusions(around window: Interval, judgedUntil horizon: Instant?) -> ExclusionJudgement {
    let clauses = agreed.agreement.clauses.exclusions
    let wide = reach(around: window)
    let declared = ground.annotations.filter {
      $0.annotation.mayExclude && $0.annotation.touches(wide)
    }
    let hull = declared.reduce(wide) { hull, recorded in
      let interval = recorded.annotation.interval
      guard interval.length <= ServiceRecord.margin * 4 else { return hull }
      return Interval(min(hull.start, interval.start), max(hull.end, interval.end))
    }
    return ExclusionJudgement(
      of: ground.annotations.filter { !$0.annotation.mayExclude } + declared,
      for: agreed.service,
      in: agreed.agreement.id,
      by: clauses,
      ExclusionCalendar(
        recurring: clauses.maintenance?.recurring.flatMap {
          $0.occurrences(in: wide, zone: ground.zone)
        } ?? [],
        allowed: clauses.maintenance?.during.map { $0.intervals(in: hull, zone: ground.zone) }
          ?? IntervalSet([hull]),
        capWindows: clauses.maintenance?.cap.map { windows($0.per, over: hull) } ?? []
      ),
      downtime: horizon.map { downtime(around: window, until: $0) } ?? IntervalSet()
    )
  }

  /// The downtime that a cap may count, by the estimate.
  private func downtime(around window: Interval, until horizon: Instant) -> IntervalSet {
    guard agreed.agreement.clauses.exclusions.maintenance?.cap?.counts == .downtime else {
      return IntervalSet()
    }
    let start = reach(around: window).start
    return whole(in: Interval(start, max(start, horizon))).estimate
  }

  /// As far around `window` as declarations are looked at: a cap is used up from the beginning of its own
  /// window on.
  private func reach(around window: Interval) -> Interval {
    let wide = Interval(window.start - Self.margin, window.end + Self.margin)
    guard let cap = agreed.agreement.clauses.exclusions.maintenance?.cap else { return wide }
    let first = CivilWindow(cap.per, containing: window.start, in: ground.zone)
    return Interval(min(wide.start, first.interval(in: ground.zone).start), wide.end)
  }

  private func windows(_ unit: CivilWindow.Unit, over hull: Interval) -> [Interval] {
    var window = CivilWindow(unit, containing: hull.start, in: ground.zone)
    var found: [Interval] = []
    while true {
      let interval = window.interval(in: ground.zone)
      if interval.start >= hull.end { return found }
      found.append(interval)
      window = window.next
    }
  }

  func around(_ judged: Interval, until horizon: Instant) -> Interval {
    Interval(judged.start - Self.margin, max(judged.end, horizon))
  }

  /// The promised time of `stretch`, and what of it `excluded` takes away; nil likewise.
  func time(of stretch: Interval, excluding excluded: ExcludedTime) -> ServiceTime? {
    let wide = Interval(stretch.start - .days(2), stretch.end + .days(2))
    return ServiceTime(
      stretch,
      hours: agreed.service.hours.intervals(in: wide, zone: ground.zone),
      validity: ground.validity,
      partial: agreed.agreement.clauses.partial,
      excluding: excluded
    )
  }

  private func reckoning(
    of judged: Interval,
    in window: Interval,
    by terms: AvailabilityTerms?,
    _ around: Interval,
    excluding excluded: ExcludedTime
  ) -> Reckoning {
    let ignoring = terms?.unconfirmed == .ignore
    guard let part = time(of: judged, excluding: excluded),
      let all = time(of: window, excluding: excluded)
    else { return Reckoning(TimeTally(elapsed: 0), window: 0) }
    let figures = ServiceFigures(
      of: timeline(in: around, ignoringUnconfirmed: ignoring),
      in: part,
      by: terms ?? AvailabilityTerms(.one)
    )
    return Reckoning(
      figures,
      by: agreed.agreement.clauses.measurement,
      window: all.service.subtracting(all.removed).length.wholeMilliseconds
    )
  }
}

extension Promise {
  /// From when on the record is needed for a window that begins at `start`: earlier where outages are
  /// measured whole, an incident may go on with one of the window before, or a cap counts downtime from
  /// the beginning of its own window on.
  package func needed(before start: Instant, in zone: ZoneRules) -> Instant {
    let clauses = agreement.clauses
    var earliest = start
    if case .availability(let terms) = objective.indicator, !terms.countsEverything {
      earliest = min(earliest, start - ServiceRecord.margin)
    }
    switch objective.indicator {
    case .longestOutage, .incidents, .restore, .response:
      earliest = min(earliest, start - ServiceRecord.margin)
    default: break
    }
    // Alerts look for so much time of service.
    if objective.indicator.burntTarget != nil, service.hours != .always {
      earliest = min(earliest, start - ServiceRecord.margin)
    }
    if let cap = clauses.exclusions.maintenance?.cap, cap.counts == .downtime {
      let first = CivilWindow(cap.per, containing: start, in: zone).interval(in: zone).start
      earliest = min(earliest, first)
    }
    return earliest
  }
}

extension Annotation {
  /// Whether it is of a kind that an agreement may exclude.
  var mayExclude: Bool {
    switch kind {
    case .maintenance, .forceMajeure, .customerFault, .suspension: true
    default: false
    }
  }
}
