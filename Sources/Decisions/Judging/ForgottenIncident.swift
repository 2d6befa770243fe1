import Chronology
import DequeModule

/// What is left of an incident that was dropped.
struct ForgottenIncident: Hashable, Sendable {
  /// The start of its first failure.
  let opened: Instant
  /// The start of its latest failure.
  let lastFailure: Instant
  /// The start of the first of the successes that resolved it.
  let resolved: Instant

  /// What is left of `incident`, which is over.
  init(_ incident: Incident) {
    opened = incident.opened
    lastFailure = incident.lastFailure
    resolved = incident.resolved ?? incident.lastFailure
  }
}

extension CheckRecord {
  /// The confirmed incidents that touch `stretch`, each from its opening to its resolution; without an end
  /// while it lasts.
  func incidentTime(in stretch: Interval) -> IntervalSet {
    let gone = partition(dropped.count) { dropped[$0].resolved <= stretch.start }
    let first = partition(incidents.count) {
      (incidents[$0].resolved ?? Judge.span.end) <= stretch.start
    }
    let kept = incidents[first...].prefix { $0.opened < stretch.end }
    return IntervalSet(
      dropped[gone...].prefix { $0.opened < stretch.end }.map { Interval($0.opened, $0.resolved) }
        + kept.map { Interval($0.opened, $0.resolved ?? Judge.span.end) }
        + (machine.open.map { [Interval($0.opened, Judge.span.end)] } ?? [])
    )
  }

  /// The time of which nobody knows any more which incidents there were.
  ///
  /// No failure of it is kept one by one either, but those of another check of the service may be.
  var lostTime: IntervalSet {
    IntervalSet(lost.map { [Interval(Judge.span.start, $0)] } ?? [])
  }
}
