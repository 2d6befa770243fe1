import Accounting
import Agreement
import Chronology
import Sampling

extension ServiceRecord {
  /// The incident that is open; nil while there is none.
  var openIncident: Incident? {
    if let single { return single.machine.open }
    return composed(since: .min).last { !$0.isOver }
  }

  /// Whether there is a confirmed incident at all.
  var hasIncident: Bool { records.contains(where: \.hasIncident) }

  /// The confirmed incidents opened after the millisecond `mark`, ascending.
  func incidents(openedAfter mark: Int64) -> [Incident] {
    single?.incidents(openedAfter: mark) ?? composed(since: mark)
  }

  /// All confirmed incidents that are kept, ascending.
  var incidents: [Incident] { incidents(openedAfter: .min) }

  /// Whether some failure of a confirmed incident started in `stretch`, or may have.
  func hasConfirmedFailure(in stretch: Interval) -> Bool {
    if let single { return single.hasConfirmedFailure(in: stretch) }
    return incidents.contains { incident in
      incident.opened < stretch.end && incident.lastFailure >= stretch.start
    }
  }

  /// The service's incidents opened after `mark`, from those of its checks.
  ///
  /// The service is down while its composition says so of the checks' confirmed incidents, each from its
  /// opening to its resolution. It is over when nothing can make that end later: no check is suspect
  /// since before, and all have been judged until there.
  private func composed(since mark: Int64) -> [Incident] {
    let all = records.map(\.confirmedIncidents)
    let certain = down(all.map { $0.map(\.stretch) })
    let mayGoOn = down(
      zip(records, all).map { record, incidents in
        incidents.map(\.stretch) + (record.machine.suspected.map { [$0.stretch] } ?? [])
      }
    )
    let settled = records.compactMap(\.heard).min()
    return certain.intervals.compactMap { stretch in
      guard stretch.start.milliseconds > mark else { return nil }
      let parts = all.joined().filter { $0.stretch.overlaps(stretch) }
      guard var incident = Incident(of: parts, in: stretch) else { return nil }
      let mayLast = mayGoOn.intervals.contains { $0.start <= stretch.end && stretch.end < $0.end }
      if mayLast || settled.map({ $0 < stretch.end }) ?? true { incident.resolved = nil }
      return incident
    }
  }
}

extension ServiceRecord {
  /// When the service is down if each of its checks is in the stretches given for it, in their order.
  private func down(_ stretches: [[Interval]]) -> IntervalSet {
    let checks = zip(records, stretches).map { record, stretches in
      (record.id, BoundedTimeline(in: Judge.span, low: IntervalSet(stretches)))
    }
    return BoundedTimeline(
      of: agreed.service.composition,
      from: Dictionary(checks, uniquingKeysWith: { first, _ in first }),
      in: Judge.span
    ).low
  }
}

extension CheckRecord {
  /// All confirmed incidents that are kept, ascending.
  fileprivate var confirmedIncidents: [Incident] { incidents + (machine.open.map { [$0] } ?? []) }
}

extension Incident {
  /// From its opening to its resolution; without an end while it lasts.
  fileprivate var stretch: Interval { Interval(opened, resolved ?? Judge.span.end) }

  /// One incident of a service, from those of its checks that are part of it; nil if there are none.
  ///
  /// The check that it names, with its cause and status, is the one that made the service fail: of those
  /// that had failed by then the latest.
  fileprivate init?(of parts: [Incident], in stretch: Interval) {
    let before = parts.filter { $0.opened <= stretch.start }
    guard let tipping = before.max(by: { $0.opened < $1.opened }) ?? parts.first else { return nil }
    self = tipping
    opened = stretch.start
    resolved = stretch.end < Judge.span.end ? stretch.end : nil
    confirmed = before.map(\.confirmed).max() ?? tipping.confirmed
    lastFailure = max(stretch.start, min(parts.map(\.lastFailure).max() ?? opened, stretch.end))
    for part in parts where part.check != tipping.check || part.opened != tipping.opened {
      confirmedBy += part.confirmedBy
      failures += part.failures
      samples += part.samples
      causes.merge(part.causes, uniquingKeysWith: +)
      isImported = isImported && part.isImported
    }
  }
}
