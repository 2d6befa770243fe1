package import Chronology
package import Sampling

/// One contiguous unavailability seen by one check: enough failures in a row, until enough
/// successes in a row.
package struct Incident: Hashable, Sendable {
  /// The check that saw it.
  package var check: CheckID
  /// The start of the first of the failures that confirmed it.
  package var opened: Instant
  /// The end of the failure that made it certain.
  package var confirmed: Instant
  /// How many failures in a row made it certain.
  package var confirmedBy: Int
  /// The start of the first of the successes that resolved it; nil while it lasts.
  package var resolved: Instant?
  /// The start of its latest failure.
  package var lastFailure: Instant
  /// Failures since it opened.
  package var failures: Int
  /// Samples since it opened that are not void, without the successes that resolved it.
  package var samples: Int
  /// How many of its failures had which cause; failures of unknown cause are missing here.
  package var causes: [Cause: Int]
  /// The cause of the first failure.
  package var cause: Cause?
  /// The status of the first failure; 0 if none came.
  package var status: UInt16
  /// Whether its first failure came from a file: such an incident is listed, but never announced.
  package var isImported: Bool
  /// The estimate of the time that its ended runs of failures took away.
  ///
  /// A run that goes on is not in it: ``Judge/downtime(of:at:)`` adds it.
  package var endedDowntime: TimeAmount

  /// Whether it has been resolved.
  package var isOver: Bool { resolved != nil }

  /// Whether it was going on at some instant of `stretch`.
  package func overlaps(_ stretch: Interval) -> Bool {
    opened < stretch.end && (resolved.map { $0 > stretch.start } ?? true)
  }

  /// The draft of an incident that begins with the failure `sample`, not yet confirmed.
  init(check: CheckID, first sample: Sample) {
    self.check = check
    opened = sample.start
    confirmed = sample.end
    confirmedBy = 0
    resolved = nil
    lastFailure = sample.start
    failures = 0
    samples = 0
    causes = [:]
    cause = sample.cause
    status = sample.status
    isImported = sample.flags.contains(.imported)
    endedDowntime = .zero
  }

  /// Counts one more failure.
  mutating func add(failure sample: Sample) {
    failures += 1
    samples += 1
    lastFailure = sample.start
    if let cause = sample.cause { causes[cause, default: 0] += 1 }
  }
}
