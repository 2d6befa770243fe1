package import Accounting
package import Chronology
package import Sampling

/// What every millisecond of a window counts as, and why: the sums of a standing, taken apart.
package struct TimeAccount: Hashable, Sendable {
  /// The whole window.
  package let window: Interval
  /// The part of it that is judged.
  package let judged: Interval
  /// The weights of the service's parts together: 1 of one that isn't weighted.
  package let weight: Int64
  /// They cover ``judged`` in the order of time, without a hole and without an overlap.
  package let stretches: [AccountedStretch]
  /// Everything that somebody wants excluded and that touches the judged time.
  package let decisions: [ExclusionDecision]

  /// The sums of the stretches, in whole milliseconds.
  package var sums: TimeTally {
    var sums = TimeTally(elapsed: 0)
    for stretch in stretches {
      let length = stretch.interval.length.wholeMilliseconds
      switch stretch.basis {
      case .notPromised: continue
      case .removed: sums.removed += length
      case .deemed:
        sums.deemed += length
        sums.elapsed += length
      case .measured:
        sums.elapsed += length
        sums.low += length * stretch.low
        sums.estimate += length * stretch.estimate
        sums.high += length * stretch.high
        sums.unknown += length * stretch.unknown
      }
    }
    sums.low /= weight
    sums.estimate /= weight
    sums.high /= weight
    sums.unknown /= weight
    return sums
  }

  /// The stretch that holds an instant; nil outside the judged time.
  package func stretch(at instant: Instant) -> AccountedStretch? {
    stretches.first { $0.interval.contains(instant) }
  }
}

/// A stretch of time that counts as one thing throughout; whole milliseconds.
package struct AccountedStretch: Hashable, Sendable {
  /// What time is, before anything is measured.
  package enum Basis: String, Hashable, Sendable {
    /// Outside the hours of service, or while the agreement doesn't hold.
    case notPromised = "not-promised"
    /// Excluded: neither up nor in the whole.
    case removed
    /// Excluded: counts as available.
    case deemed = "available"
    /// What the samples say of it counts.
    case measured
  }

  /// What the samples say of a service, from the best to the worst.
  package enum Level: Int, Comparable, Hashable, Sendable {
    /// It was up.
    case up
    /// It can't be excluded that it was down.
    case possible
    /// It was down, by the estimate.
    case estimated
    /// It is proved to have been down.
    case proved

    /// By how bad it is.
    package static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
  }

  /// A clause by which what was down doesn't count, or counts in fewer bounds.
  package enum Uncounted: String, CaseIterable, Hashable, Sendable {
    /// The outage is too short.
    case short = "too-short"
    /// The failures never reached a confirmation.
    case unconfirmed
    /// It is part of a minute that isn't whole.
    case partialMinute = "partial-minute"
  }

  /// The time.
  package internal(set) var interval: Interval
  /// What it is before anything is measured.
  package let basis: Basis
  /// The weights of the parts of the service of which it counts as proved to be down.
  package let low: Int64
  /// Likewise by the estimate.
  package let estimate: Int64
  /// Likewise because it can't be excluded.
  package let high: Int64
  /// The weights of the parts of which nothing is known.
  package let unknown: Int64
  /// What counts of the part that is worst.
  package let counted: Level
  /// What the samples say of the part that is worst, whatever counts.
  package let seen: Level
  /// Why less counts than the samples say.
  package let uncounted: [Uncounted]
  /// Why nothing is known; nil where something is.
  package let cause: GapCause?
  /// The places in ``TimeAccount/decisions`` of those that hold it.
  package let decisions: [Int]
  /// The checks that were not up throughout it; none while the service was.
  package internal(set) var checks: [CheckID] = []

  /// Whether the service was up, and counts as such.
  package var isUp: Bool {
    basis == .measured && seen == .up && unknown == 0
  }

  /// Whether both say the same of different times.
  func says(theSameAs other: AccountedStretch) -> Bool {
    var moved = other
    moved.interval = interval
    moved.checks = checks
    return self == moved
  }
}
