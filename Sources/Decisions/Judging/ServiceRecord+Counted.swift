import Accounting
import Agreement
import Chronology
import Sampling

/// The time in which outages and incidents count, and what counts in it.
extension ServiceRecord {
  /// As far around `judged` as outages that touch it are looked at.
  func reach(around judged: Interval, until horizon: Instant) -> Interval {
    let end = min(max(judged.end, horizon), judged.end + Self.margin)
    return Interval(judged.start - Self.margin, end)
  }

  /// What counts of the reach around `judged`: what is promised, whatever part of a window it is in, and
  /// not excluded.
  ///
  /// - Parameter horizon: Until where everything is judged.
  func counted(around judged: Interval, until horizon: Instant) -> IntervalSet {
    let stretch = reach(around: judged, until: horizon)
    let held = IntervalSet([stretch.floored]).intersection(ground.validity)
    guard !isPlain(nil) else { return held }
    let end = stretch.end + .days(2)
    let earliest = end - .days(ServiceHours.longestWindow)
    let wide = Interval(max(stretch.start - .days(2), earliest), end)
    let promised = agreed.service.hours.intervals(in: wide, zone: ground.zone)
    guard hasExclusions else { return held.intersection(promised) }
    let excluded = exclusions(around: judged, judgedUntil: horizon).accepted
    return held.intersection(promised).subtracting(excluded.all)
  }

  /// The incidents that count in `judged`, and how many more may that nobody saw.
  func incidents(in judged: Interval, until horizon: Instant) -> CountedIncidents {
    let rules = agreed.agreement.clauses.incidents
    let spans = rules.joined(incidentSpans)
    let own = spans.indices.filter { rules.attribution.counts(spans[$0], in: judged) }
    let first = own.first.map { min(judged.start, spans[$0].opened) } ?? judged.start
    let stretch = Interval(first - Self.margin, max(first, horizon))
    let timeline = whole(in: stretch)
    let possible = timeline.possible
    let outages = own.map { index in
      IncidentOutage(
        of: spans[index],
        in: timeline,
        possible: possible,
        after: success(before: spans[index], index > 0 ? spans[index - 1].resolved : nil),
        before: index + 1 < spans.count ? spans[index + 1].opened : nil
      ).within(ground.validity)
    }
    let seen = IntervalSet(spans.flatMap { $0.outage(at: max($0.opened, horizon)).intervals })
    return CountedIncidents(
      outages: outages,
      hidden: HiddenIncidents(
        in: timeline,
        besides: seen.subtracting(timeline.unknown),
        forgottenUntil: records.compactMap(\.forgotten?.lastFailure).max(),
        of: judged.within(ground.validity),
        by: rules.attribution,
        records.map { record in
          record.definition.map { CheckPace(every: $0.interval, $0.confirmation) } ?? .fastest
        }
      ),
      counted: counted(around: judged, until: horizon),
      stretch: stretch
    )
  }

  /// The latest success on record before an incident opened, at the earliest the one that resolved the
  /// incident before; nil if unknown time came before it, or the service rests on several checks.
  private func success(before span: IncidentSpan, _ earlier: Instant?) -> Instant? {
    guard let single else { return earlier }
    let opened = span.opened.floored
    let run = single.timeline.downRuns(in: Interval(opened, opened + .milliseconds(1)))
      .first { $0.low.start == opened }
    guard let start = run?.high.start, start < opened else { return earlier }
    return max(start, earlier ?? start)
  }

  /// Whether a failure of a confirmed incident counts: it started in the time that counts.
  ///
  /// Of an outage that is proved to reach into it, the proof is enough.
  func hasConfirmedFailure(in counted: IntervalSet) -> Bool {
    guard let first = counted.intervals.first, let last = counted.intervals.last else {
      return false
    }
    let hull = Interval(first.start, last.end)
    let all =
      incidents.filter { $0.overlaps(hull) }.map { ($0.opened, $0.lastFailure) }
      + records.compactMap(\.forgotten).map { ($0.opened, $0.lastFailure) }
    if all.contains(where: { counted.contains($0.0) || counted.contains($0.1) }) { return true }
    guard let single else { return false }
    return single.timeline.downRuns(in: hull).contains { run in
      counted.contains(run.low.start)
        && all.contains { $0.0.floored <= run.low.start && run.low.start <= $0.1 }
    }
  }
}

/// The incidents of a window.
struct CountedIncidents {
  /// Those that count in the window if a part of them is in the time that counts.
  let outages: [IncidentOutage]
  /// How many more nobody may have seen.
  let hidden: HiddenIncidents
  /// The time that counts.
  let counted: IntervalSet
  /// Of which time the outages are told.
  let stretch: Interval

  /// Those that may count.
  var possible: [IncidentOutage] { outages.filter { $0.counts(\.most, in: counted) } }
  /// Those that count by the estimate.
  var estimated: [IncidentOutage] { outages.filter { $0.counts(\.estimate, in: counted) } }
}
