package import Accounting
package import Agreement

/// The share of a stretch of time in which a service was available, as an interval around an
/// estimate.
///
/// With T elapsed, U unknown and D down: low = 1 − (D_high + U) ÷ T, high = 1 − D_low ÷ T,
/// estimate = 1 − D ÷ (T − U). Unknown time and the high bound never overlap.
package struct Availability: Hashable, Sendable {
  /// How the time divides.
  package let tally: TimeTally
  /// The share that is promised.
  package let target: Ratio

  /// The availability in `tally`, against `target`.
  package init(_ tally: TimeTally, target: Ratio) {
    self.tally = tally
    self.target = target
  }

  /// The least that the samples leave possible; unknown time counts as down.
  package var low: Share { Share(tally.elapsed - tally.high - tally.unknown, of: tally.elapsed) }

  /// The estimate, of the time that is known.
  package var estimate: Share { Share(tally.up, of: tally.elapsed - tally.unknown) }

  /// The most that the samples leave possible; unknown time counts as up.
  package var high: Share { Share(tally.elapsed - tally.low, of: tally.elapsed) }

  /// The share of the time of which something is known.
  package var coverage: Share { Share(tally.elapsed - tally.unknown, of: tally.elapsed) }

  /// Whether the target is reached.
  package var verdict: Verdict { Verdict(low: low, high: high, target: target) }
}
