package import Chronology
package import Sampling

extension Gap {
  /// The gap that a slot becomes whose attempt a limit on what is in flight has refused: the slot
  /// alone, to the one after it.
  ///
  /// - Parameters:
  ///   - due: When the slot was due.
  ///   - interval: The check's.
  package static func shed(_ series: SeriesID, due: Instant, interval: TimeAmount) -> Gap {
    Gap(series: series, interval: Interval(due, due + interval), slots: 1, cause: .shed)
  }
}
