/// How a stretch of time divides, in whole milliseconds.
///
/// `up + estimate + unknown + excluded = service` exactly, and low ≤ estimate ≤ high.
package struct TimeTally: Hashable, Sendable {
  /// The time judged of which a share is available: the promised time without what is removed from it.
  package var elapsed: Int64
  /// What of the promised time counts neither as up nor in the whole.
  package var removed: Int64
  /// What of ``elapsed`` counts as available, whatever was measured.
  package var deemed: Int64
  /// What is proved to have been down.
  package var low: Int64
  /// The estimate of what was down.
  package var estimate: Int64
  /// What cannot be excluded to have been down, without what is unknown.
  package var high: Int64
  /// What is neither up nor down, because nothing is known of it.
  package var unknown: Int64

  /// A division of `elapsed` ms, which is all that is promised if nothing else is said.
  package init(
    elapsed: Int64,
    low: Int64 = 0,
    estimate: Int64 = 0,
    high: Int64 = 0,
    unknown: Int64 = 0,
    removed: Int64 = 0,
    deemed: Int64 = 0
  ) {
    self.elapsed = elapsed
    self.removed = removed
    self.deemed = deemed
    self.low = low
    self.estimate = estimate
    self.high = high
    self.unknown = unknown
  }

  /// The promised time.
  package var service: Int64 { elapsed + removed }

  /// What of the promised time isn't measured.
  package var excluded: Int64 { removed + deemed }

  /// The estimate of what was up.
  package var up: Int64 { elapsed - deemed - estimate - unknown }
}
