package import Agreement
package import Chronology

/// What an agreement stands on besides what was measured: its zone, and what has been declared.
package struct Ground: Hashable, Sendable {
  /// The rules of the agreement's zone.
  package let zone: ZoneRules
  /// When this revision holds; of one that goes on with divided windows, when those before it did too.
  package let validity: Interval
  /// What of each window is this revision's own.
  package let tenure: Tenure
  /// What was declared of it, of its services and of their checks, in the order of recording.
  package let annotations: [RecordedAnnotation]

  /// The ground of `agreement`.
  ///
  /// - Parameters:
  ///   - start: From when it holds; nil if it always has.
  ///   - tenure: What of each window is its own.
  ///   - annotations: All that are on record; those that are about something else are left out.
  package init(
    of agreement: Agreement,
    in zone: ZoneRules,
    since start: Instant? = nil,
    within tenure: Tenure = .whole,
    annotations: [RecordedAnnotation] = []
  ) {
    self.zone = zone
    let end = agreement.clauses.until.map { zone.start(of: $0.adding(days: 1)) }
    self.tenure = tenure
    let from = tenure.heldSince ?? start?.floored ?? Judge.span.start
    validity = Interval(from, max(from, end ?? Judge.span.end))
    let checks = Set(agreement.services.flatMap(\.checks))
    self.annotations = annotations.filter { recorded in
      switch recorded.annotation.scope {
      case .all: true
      case .agreement(let id), .service(let id, _): id == agreement.id
      case .check(let check): checks.contains(check)
      }
    }
  }

  /// Nothing from here on is judged: the agreement ends, or the next revision goes on with its windows.
  var end: Instant { min(validity.end, tenure.end ?? validity.end) }

  /// What of a calendar's window is judged, or deemed.
  func part(of window: Interval, _ partial: PartialWindow) -> Interval {
    let own = tenure.part(of: window.floored)
    return partial == .prorate ? own.within(validity) : own
  }
}
