package import Agreement
package import Chronology

/// What an agreement stands on besides what was measured: its zone, and what has been declared.
package struct Ground: Hashable, Sendable {
  /// The rules of the agreement's zone.
  package let zone: ZoneRules
  /// When this revision holds.
  package let validity: Interval
  /// What was declared of it, of its services and of their checks, in the order of recording.
  package let annotations: [RecordedAnnotation]

  /// The ground of `agreement`.
  ///
  /// - Parameters:
  ///   - start: From when it holds; nil if it always has.
  ///   - annotations: All that are on record; those that are about something else are left out.
  package init(
    of agreement: Agreement,
    in zone: ZoneRules,
    since start: Instant? = nil,
    annotations: [RecordedAnnotation] = []
  ) {
    self.zone = zone
    let end = agreement.clauses.until.map { zone.start(of: $0.adding(days: 1)) }
    let from = start?.floored ?? Judge.span.start
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
}
