import Accounting
import Agreement
import Chronology
import Sampling

/// What is known of one service: the records of its checks, and how they are combined.
///
/// A service of one check is that check's record; what several are together is composed from their
/// timelines, and from their confirmed incidents, when it is asked for.
struct ServiceRecord: Sendable {
  let basis: ServiceBasis
  /// In the order of the composition's checks; at least one.
  let records: CheckRecords
  /// Set where it is asked about something else than its availability.
  var view: ServiceView?

  var agreed: AgreedService { basis.agreed }
  var ground: Ground { basis.ground }

  /// The record of the only check; nil if there are several.
  var single: CheckRecord? { basis.isSingle ? records[0] : nil }

  /// Until where everything is judged at `now`: where the first of its checks is.
  func horizon(at now: Instant) -> Instant {
    records.reduce(now.floored) { min($0, $1.horizon(at: now)) }
  }

  /// Whether nothing that may still be recorded can change the time before `end`.
  func isSettled(before end: Instant, at now: Instant) -> Bool {
    records.allSatisfy { $0.isSettled(before: end, at: now) }
  }

  /// Whether some sample that starts in `stretch` was measured here.
  func isMeasured(in stretch: Interval) -> Bool {
    records.contains { $0.isMeasured(in: stretch) }
  }

  /// The shortest interval of its checks; nil while none is defined.
  var shortestInterval: TimeAmount? { records.compactMap { $0.definition?.interval }.min() }

  /// The service's timeline in `stretch`, which ends no later than where everything is judged.
  ///
  /// - Parameter ignoring: Whether failures that never reached a confirmation are left to the high bound.
  func timeline(in stretch: Interval, ignoringUnconfirmed ignoring: Bool) -> ServiceTimeline {
    var timelines = checks(in: stretch)
    if basis.hasFloor {
      for record in records {
        timelines[record.id] = timelines[record.id]?.joined(
          by: record.incidentTime(in: stretch),
          forgotten: record.lostTime
        )
      }
    }
    if ignoring {
      for record in records {
        timelines[record.id] = timelines[record.id]?.ignoring(record.unconfirmed(in: stretch))
      }
    }
    return ServiceTimeline(of: composition, from: timelines, in: stretch)
  }

  /// The same, down only while a composition in proportion is down as a whole.
  func whole(in stretch: Interval) -> BoundedTimeline {
    BoundedTimeline(of: composition, from: checks(in: stretch), in: stretch)
  }

  private func checks(in stretch: Interval) -> [CheckID: BoundedTimeline] {
    Dictionary(
      records.map { ($0.id, bounded($0, in: stretch)) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// The estimate of the time that `incident` took away: up to its end, or to where everything is judged
  /// at `now`.
  func downtime(of incident: Incident, at now: Instant) -> TimeAmount {
    if let single { return single.downtime(of: incident, at: now) }
    let end = horizon(at: now)
    // An estimate begins up to an interval before its first failure.
    let start = incident.opened - (records.compactMap { $0.definition?.validity }.max() ?? .zero)
    let hull = Interval(
      incident.opened,
      max(incident.resolved ?? end, incident.opened + .milliseconds(1))
    )
    // It is not looked beyond where its last outage ends: many are asked for that are long over.
    var reach = min(end, hull.end + .minutes(1))
    while true {
      let stretch = Interval(start, max(start, reach))
      let outages = whole(in: stretch).estimate.intervals.filter { $0.overlaps(hull) }
      let isWhole = outages.last.map { $0.end < stretch.end.floored } ?? true
      if isWhole || reach >= end {
        return outages.reduce(into: TimeAmount.zero) { $0 += $1.length }
      }
      reach = min(end, reach + (reach - start) * 2)
    }
  }
}

extension CheckRecord {
  /// The failures in `stretch`, by the estimate, that belong to no confirmed incident: beyond it a high
  /// bound may reach into the next run.
  fileprivate func unconfirmed(in stretch: Interval) -> IntervalSet {
    IntervalSet(
      timeline.downRuns(in: stretch).filter { !isConfirmed($0.low.start) }.map(\.estimate)
    )
  }
}

extension Judge {
  /// What is known of the service `number`.
  func service(_ number: Int) -> ServiceRecord {
    ServiceRecord(
      basis: serviceBases[number],
      records: CheckRecords(serviceRecords[number], of: checks)
    )
  }

  /// What is known of the service of the promise `number`.
  func service(ofPromise number: Int) -> ServiceRecord {
    var record = service(promiseServices[number])
    switch promises[number].objective.indicator {
    case .certificateValidity(let terms):
      record.view = ServiceView(subject: .certificates(atLeast: terms.atLeast))
    case .clock(let terms):
      record.view = ServiceView(subject: .clock(clock, within: terms.within))
    default: break
    }
    return record
  }

  /// What is known of a service; nil if no agreement has it.
  func service(_ key: ServiceKey) -> ServiceRecord? { serviceNumbers[key].map { service($0) } }
}
