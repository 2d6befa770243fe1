import Chronology
import Sampling

/// How much of a stretch the gaps of each cause cover, in ns.
///
/// Gaps are added up as they come; no figure depends on their order.
struct CauseTally: Hashable, Sendable {
  private var lengths: [GapCause: Int64] = [:]

  /// Adds what a gap covers of a stretch.
  mutating func add(_ gap: Interval, _ cause: GapCause, within stretch: Interval) {
    let length = gap.intersection(stretch).length.nanoseconds
    if length > 0 { lengths[cause, default: 0] += length }
  }

  /// The cause that covers most; of equal ones the one with the lower number; ``GapCause/noSample``
  /// if there is none.
  var cause: GapCause {
    lengths.max { left, right in
      left.value == right.value
        ? left.key.rawValue > right.key.rawValue : left.value < right.value
    }?.key ?? .noSample
  }
}

/// Time between samples of which nothing is known, and the gaps that were told of it.
struct UnexplainedStretch: Sendable {
  let interval: Interval
  /// How long the stretches before it are together, those too that are gone, in whole milliseconds.
  let before: Int64
  var causes: CauseTally

  /// How long it and the stretches before it are together.
  var through: Int64 { before + interval.length.wholeMilliseconds }

  /// The stretch with its cause.
  var stretch: UnknownStretch { UnknownStretch(interval, causes.cause) }
}

/// The gaps that were told and may still reach into unknown time to come.
struct ToldGaps: Sendable {
  /// How many are kept; beyond it the earliest is forgotten, and what it would have explained is
  /// `no-sample`.
  static let limit = 1_024

  private var gaps: [(interval: Interval, cause: GapCause)] = []

  /// Keeps a gap.
  mutating func append(_ gap: Interval, _ cause: GapCause) {
    // Slot after slot of one cause is one gap: lengths that are added up stay the same.
    if let last = gaps.last, last.cause == cause, last.interval.end == gap.start {
      gaps[gaps.count - 1].interval.end = gap.end
    } else {
      gaps.append((gap, cause))
      if gaps.count > ToldGaps.limit { gaps.removeFirst() }
    }
  }

  /// Forgets what ends before an instant.
  mutating func forget(endingBy instant: Instant) {
    gaps.removeAll { $0.interval.end <= instant }
  }

  /// What all of them cover of a stretch.
  func tally(in stretch: Interval) -> CauseTally {
    var tally = CauseTally()
    for gap in gaps { tally.add(gap.interval, gap.cause, within: stretch) }
    return tally
  }
}
