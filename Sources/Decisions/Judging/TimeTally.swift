/// How a stretch of time divides, in whole milliseconds.
///
/// `up + estimate + unknown = elapsed` exactly, and low ≤ estimate ≤ high.
package struct TimeTally: Hashable, Sendable {
  /// The time judged.
  package var elapsed: Int64
  /// What is proved to have been down.
  package var low: Int64
  /// The estimate of what was down.
  package var estimate: Int64
  /// What cannot be excluded to have been down, without what is unknown.
  package var high: Int64
  /// What is neither up nor down, because nothing is known of it.
  package var unknown: Int64

  /// A division of `elapsed` ms.
  package init(
    elapsed: Int64,
    low: Int64 = 0,
    estimate: Int64 = 0,
    high: Int64 = 0,
    unknown: Int64 = 0
  ) {
    self.elapsed = elapsed
    self.low = low
    self.estimate = estimate
    self.high = high
    self.unknown = unknown
  }

  /// The estimate of what was up.
  package var up: Int64 { elapsed - estimate - unknown }
}
