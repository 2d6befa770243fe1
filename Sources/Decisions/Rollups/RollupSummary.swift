package import Judging
package import Sampling

/// The figures of a row that availability rests on.
package struct RollupSummary: Hashable, Sendable {
  /// Samples that found the target up.
  package var up: Int64
  /// Samples that found it slower than a limit of the check.
  package var degraded: Int64
  /// Samples that found it down.
  package var down: Int64
  /// Samples that say nothing about it.
  package var void: Int64
  /// How the row's time divides, as the judge's timeline has it.
  package var time: TimeTally

  /// No samples and no time.
  package init() {
    (up, degraded, down, void) = (0, 0, 0, 0)
    time = TimeTally(elapsed: 0)
  }

  /// Up and degraded samples.
  package var available: Int64 { up + degraded }

  /// All samples.
  package var samples: Int64 { up + degraded + down + void }

  /// Counts a sample.
  package mutating func add(_ outcome: Outcome) {
    switch outcome {
    case .up: up += 1
    case .degraded: degraded += 1
    case .down: down += 1
    case .void: void += 1
    }
  }

  /// Adds the figures of other samples and other time.
  package mutating func merge(_ other: RollupSummary) {
    up += other.up
    degraded += other.degraded
    down += other.down
    void += other.void
    time.merge(other.time)
  }
}

extension TimeTally {
  /// Adds a division of other time.
  mutating func merge(_ other: TimeTally) {
    elapsed += other.elapsed
    low += other.low
    estimate += other.estimate
    high += other.high
    unknown += other.unknown
  }
}
