import Chronology
import Sampling

/// When a check is up, and nothing happens to it.
extension CheckRecord {
  /// Whether the next sample only goes on with what was: one more success right after another that was
  /// measured here, of the same series, with nothing that may have failed between or behind them.
  func goesOn(with sample: Sample) -> Bool {
    guard let latest = timeline.latest, latest.isGood, sample.outcome.isAvailable,
      sample.start <= latest.expiry, machine.condition == .up,
      lastSample?.series == sample.series, lastMeasured != nil,
      !sample.flags.contains(.imported)
    else { return false }
    // An attempt that was not over yet ends what its failure could not exclude.
    return timeline.runs.last.map { $0.high.end <= sample.start } ?? true
  }

  /// Whether it is up, all that was not lies before `horizon`, and its latest sample, which was measured
  /// here, was a success that nothing has been heard after.
  func isSteady(before horizon: Instant) -> Bool {
    guard let latest = timeline.latest, latest.isGood, machine.condition == .up,
      let last = lastSample?.start, last == latest.start, last == heard, last == lastMeasured
    else { return false }
    return timeline.isUp(since: horizon)
  }
}

extension Timeline {
  /// Whether all that may have been down, or is unknown, ends before `instant`.
  fileprivate func isUp(since instant: Instant) -> Bool {
    guard openRun == nil, let knownFrom else { return false }
    return knownFrom <= instant
      && runs.last.map { $0.high.end < instant } ?? true
      && unknown.last.map { $0.interval.end < instant } ?? true
      && folded.last.map { $0.interval.end < instant } ?? true
  }
}
