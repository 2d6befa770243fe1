import Accounting
import Agreement
import Chronology
import DequeModule
import Sampling

extension ServiceRecord {
  /// The incident that is open; nil while there is none.
  var openIncident: Incident? {
    if let single { return single.machine.open }
    if isOver { return nil }
    // What ended before anything that can still go on is over.
    let suspects = records.compactMap { $0.machine.suspected?.opened }
    guard let settled = records.compactMap(\.heard).min() else { return nil }
    return composed(of: latest(endingFrom: suspects.reduce(settled, min))).last { !$0.isOver }
  }

  /// Whether no check is down or suspect, and all have been judged up to where their incidents ended:
  /// then all incidents of the service are over.
  private var isOver: Bool {
    let settled = records.compactMap(\.heard).min()
    return records.allSatisfy { record in
      guard record.machine.open == nil, record.machine.suspected == nil else { return false }
      guard let end = record.incidents.last?.resolved else { return true }
      return settled.map { end <= $0 } ?? false
    }
  }

  /// Whether there is a confirmed incident at all.
  var hasIncident: Bool { records.contains(where: \.hasIncident) }

  /// The confirmed incidents opened after the millisecond `mark`, ascending.
  func incidents(openedAfter mark: Int64) -> [Incident] {
    if let single { return single.incidents(openedAfter: mark) }
    let latest = latest(endingFrom: mark == .min ? Judge.span.start : Instant(milliseconds: mark))
    return composed(of: latest).filter { $0.opened.milliseconds > mark }
  }

  /// All confirmed incidents that are kept, ascending.
  var incidents: [Incident] { incidents(openedAfter: .min) }

  /// Whether some failure of a confirmed incident started in `stretch`, or may have.
  func hasConfirmedFailure(in stretch: Interval) -> Bool {
    if let single { return single.hasConfirmedFailure(in: stretch) }
    // No incident of the service has failed later than those of its checks.
    if records.allSatisfy({ $0.lastConfirmedFailure.map { $0 < stretch.start } ?? true }) {
      return false
    }
    // Of many incidents the latest are enough: further back is looked only as long as none is found.
    var reach = TimeAmount.hours(1)
    while true {
      let start = max(stretch.start, stretch.end - reach)
      let isFound = composed(of: latest(endingFrom: start)).contains { incident in
        incident.opened < stretch.end && incident.lastFailure >= stretch.start
      }
      if isFound || start == stretch.start { return isFound }
      reach = reach * 4
    }
  }

  /// The confirmed incidents of each check that end at `instant` or later, or touch one of any check
  /// that does: no other has part in an incident of the service that ends then.
  private func latest(endingFrom instant: Instant) -> [[Incident]] {
    var firsts = records.map { record in
      partition(record.incidents.count) {
        record.incidents[$0].stretch.end.floored < instant.floored
      }
    }
    // Composed are whole milliseconds: what is in the same one touches.
    var start = instant.floored
    var isComplete = false
    while !isComplete {
      let from = start
      for (index, record) in records.enumerated() {
        if let open = record.machine.open { start = min(start, open.opened.floored) }
        if firsts[index] < record.incidents.count {
          start = min(start, record.incidents[firsts[index]].opened.floored)
        }
        while firsts[index] > 0, record.incidents[firsts[index] - 1].stretch.end.floored >= start {
          firsts[index] -= 1
          start = min(start, record.incidents[firsts[index]].opened.floored)
        }
      }
      // Of a check that was looked at before, more may touch what begins earlier.
      isComplete = start == from
    }
    return zip(records, firsts).map { record, first in
      record.incidents[first...] + (record.machine.open.map { [$0] } ?? [])
    }
  }

  /// The service's incidents that are made of those in `all`, which are its checks', in their order.
  ///
  /// The service is down while its composition says so of the checks' confirmed incidents, each from its
  /// opening to its resolution. It is over when nothing can make that end later: no check is suspect
  /// since before, and all have been judged until there.
  private func composed(of all: [[Incident]]) -> [Incident] {
    if all.allSatisfy(\.isEmpty) { return [] }
    let stretches = all.map { $0.map(\.stretch) }
    let certain = down(stretches)
    let suspects = records.map { $0.machine.suspected.map { [$0.stretch] } ?? [] }
    let mayGoOn =
      suspects.allSatisfy(\.isEmpty) ? certain : down(zip(stretches, suspects).map { $0 + $1 })
    let settled = records.compactMap(\.heard).min()
    return certain.intervals.compactMap { stretch in
      let parts = all.flatMap { incidents in
        let first = partition(incidents.count) { incidents[$0].stretch.end <= stretch.start }
        return incidents[first...].prefix { $0.opened < stretch.end }
      }
      guard var incident = Incident(of: parts, in: stretch) else { return nil }
      let later = mayGoOn.intervals[mayGoOn.index(endingAfter: stretch.end)...].first
      let mayLast = later.map { $0.start <= stretch.end } ?? false
      if mayLast || settled.map({ $0 < stretch.end }) ?? true { incident.resolved = nil }
      return incident
    }
  }
}

extension ServiceRecord {
  /// When the service is down if each of its checks is in the stretches given for it, in their order.
  private func down(_ stretches: [[Interval]]) -> IntervalSet {
    let checks = zip(records, stretches).map { record, stretches in
      (record.id, IntervalSet(flooring: stretches))
    }
    return agreed.service.composition.down(
      Dictionary(checks, uniquingKeysWith: { first, _ in first }),
      in: Judge.span.floored
    )
  }
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
