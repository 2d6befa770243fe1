package import Accounting
package import Agreement
package import Chronology
package import Sampling

/// The value of a percentile, with what it is one of.
package struct PercentileFigure: Hashable, Sendable {
  /// The nearest rank, in µs, or a failure; nil if no sample counts.
  package let value: Percentile?
  /// How many samples count.
  package let valid: Int64
  /// How many of them failed: worse than any value.
  package let failed: Int64
  /// Whether so many samples bound the percentile from above, with 95 % of certainty on one side.
  package let isEstimable: Bool

  /// A figure of these parts.
  package init(value: Percentile?, valid: Int64, failed: Int64, isEstimable: Bool) {
    self.value = value
    self.valid = valid
    self.failed = failed
    self.isEstimable = isEstimable
  }
}

/// Collects how long the samples took of which a limit on latency asks, for its percentile.
///
/// What it keeps grows with the samples: 8 bytes each.
package struct LatencyValues: Sendable {
  private let limit: LatencyLimit
  private let responsibilities: Responsibilities
  /// When samples of each check count.
  private let times: [CheckID: IntervalSet]
  private var microseconds: [Int64] = []
  private var failed: Int64 = 0

  /// No values yet, of a limit whose samples count in `times`.
  package init(
    of limit: LatencyLimit,
    by responsibilities: Responsibilities,
    in times: [CheckID: IntervalSet]
  ) {
    self.limit = limit
    self.responsibilities = responsibilities
    self.times = times
  }

  /// All the time in which some sample counts; nil if there is none.
  package var hull: Interval? {
    let all = times.values.flatMap(\.intervals)
    guard let first = all.first else { return nil }
    return all.reduce(first) { Interval(min($0.start, $1.start), max($0.end, $1.end)) }
  }

  /// Takes the next sample of `check`, in any order.
  ///
  /// What counts is what the share of the limit counts: see ``LatencyThreshold``.
  package mutating func take(_ sample: Sample, of check: CheckID) {
    guard let time = times[check] else { return }
    switch responsibilities.outcome(of: sample) {
    case .void: return
    case .down:
      if limit.failures == .bad, time.contains(sample.start.floored) { failed += 1 }
    case .up, .degraded:
      guard let took = sample.measuredTime(of: limit.phase),
        time.contains(sample.start.floored)
      else { return }
      microseconds.append(max(0, took.wholeMicroseconds))
    }
  }

  /// Which part of an attempt is timed; nil for the whole.
  package var phase: Phase? { limit.phase }

  /// Whether any sample of `check` may count.
  package func asks(for check: CheckID) -> Bool { times[check] != nil }

  /// Whether no sample of `check` counts that starts at one of `starts`.
  package func passesOver(_ check: CheckID, _ starts: ClosedRange<Instant>) -> Bool {
    guard let time = times[check] else { return true }
    let hull = Interval(starts.lowerBound.floored, starts.upperBound.floored + .milliseconds(1))
    return time.intersection(hull).isEmpty
  }

  /// Whether all samples of `check` count that start at one of `starts`.
  package func countsAll(of check: CheckID, startingIn starts: ClosedRange<Instant>) -> Bool {
    let hull = Interval(starts.lowerBound.floored, starts.upperBound.floored + .milliseconds(1))
    return times[check]?.intersection(hull).intervals == [hull]
  }

  /// Takes available samples that count, each timed, by how long they took, in µs.
  package mutating func take(_ microseconds: [Int64]) { self.microseconds += microseconds }

  /// The percentile of what was taken.
  package func figure() -> PercentileFigure {
    var values = microseconds
    let valid = Int64(values.count) + failed
    let rank = limit.share.nearestRank(of: valid)
    let value: Percentile? =
      valid == 0
      ? nil : rank > values.count ? .failed : .value(values.selected(Int(max(0, rank - 1))))
    return PercentileFigure(
      value: value,
      valid: valid,
      failed: failed,
      isEstimable: limit.share.isEstimable(from: valid)
    )
  }
}

extension Ratio {
  /// The least number of `whole` samples that is at least this share of them.
  fileprivate func nearestRank(of whole: Int64) -> Int64 {
    let product = Int128(numerator) * Int128(whole)
    return Int64((product + Int128(denominator) - 1) / Int128(denominator))
  }
}
