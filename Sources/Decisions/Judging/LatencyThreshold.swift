package import Agreement
import Chronology
package import Sampling

/// What tells a fast sample from a slow one, without the share that is promised: two limits that
/// count the same samples have the same threshold.
package struct LatencyThreshold: Hashable, Comparable, Sendable {
  /// The phase that counts; nil for the whole attempt.
  package let phase: Phase?
  /// The longest time that is fast enough, in µs; inclusive.
  package let microseconds: UInt64
  /// How a sample that is down counts.
  package let failures: FailurePolicy

  /// A threshold of these parts.
  package init(phase: Phase?, microseconds: UInt64, failures: FailurePolicy) {
    self.phase = phase
    self.microseconds = microseconds
    self.failures = failures
  }

  /// The threshold of `limit`; nil if its time is negative, which no sample can reach.
  ///
  /// Phases are whole microseconds, so that nothing below a microsecond of the limit counts.
  package init?(_ limit: LatencyLimit) {
    guard let microseconds = UInt64(exactly: limit.within.wholeMicroseconds) else { return nil }
    self.init(phase: limit.phase, microseconds: microseconds, failures: limit.failures)
  }

  /// What a sample says: nothing if it is void, or down and such ones don't count.
  ///
  /// This is all the law there is of "fast enough".
  func speed(of sample: Sample) -> Speed? {
    switch sample.outcome {
    case .void: nil
    case .down: failures == .bad ? .slow : nil
    case .up, .degraded:
      sample.measuredTime(of: phase).map { isMet(by: $0) ? .fast : .slow } ?? .unmeasured
    }
  }

  /// A time is whole microseconds.
  private func isMet(by time: TimeAmount) -> Bool {
    UInt64(max(0, time.wholeMicroseconds)) <= microseconds
  }

  /// By phase, the whole attempt first; then by time; then failures that count as bad first.
  package static func < (left: LatencyThreshold, right: LatencyThreshold) -> Bool {
    left.rank < right.rank
  }

  private var rank: (Int, UInt64, Int) {
    (phase.map { Int($0.rawValue) + 1 } ?? 0, microseconds, failures == .bad ? 0 : 1)
  }
}

/// How many samples were fast enough by one threshold: exact counts, which add up.
package struct ThresholdTally: Hashable, Sendable {
  /// What was counted.
  package var threshold: LatencyThreshold
  /// The samples that were looked at: all that are not void.
  package var seen: Int64
  /// Those of them that count: up and degraded ones whose time was measured, and those that are down
  /// if failures are bad.
  package var valid: Int64
  /// Those of them that were available and fast enough.
  package var good: Int64

  /// A count.
  package init(_ threshold: LatencyThreshold, seen: Int64 = 0, valid: Int64 = 0, good: Int64 = 0) {
    self.threshold = threshold
    self.seen = seen
    self.valid = valid
    self.good = good
  }

  /// Counts one more sample; a void one says nothing.
  package mutating func take(_ sample: Sample) {
    guard sample.outcome != .void else { return }
    seen += 1
    switch threshold.speed(of: sample) {
    case .fast:
      valid += 1
      good += 1
    case .slow: valid += 1
    case .unmeasured, nil: break
    }
  }
}
