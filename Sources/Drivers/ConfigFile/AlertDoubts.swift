import Accounting
import Agreement
import Chronology
import Sampling
import Yaml

extension Page {
  /// Says which early warnings of an objective can never come: a budget so large that even a failure of
  /// everything doesn't burn it fast enough; and for which samples come so rarely that one failure alone
  /// burns it faster than the threshold.
  func doubtAlerts(_ objective: Objective, _ checks: [Check], _ place: YamlEntry) {
    guard let target = objective.indicator.burntTarget else { return }
    let window = objective.window.nominalLength
    if let slowest = checks.max(by: { $0.interval < $1.interval }) {
      for pair in BurnPair.all where pair.long <= window {
        guard let threshold = BurnThreshold(pair, target: target, window: window) else { continue }
        doubtCoarse(threshold, slowest, place)
      }
    }
    let deaf = BurnPair.all.filter { pair in
      pair.long <= window
        && !(BurnThreshold(pair, target: target, window: window)?.canFire ?? true)
    }
    guard !deaf.isEmpty else { return }
    let lengths = deaf.map { DurationText.write($0.long) }.joined(separator: ", ")
    warn(
      "the early warning over \(lengths) can never come: with a budget of \(target.complement)% even a"
        + " failure of everything burns it too slowly",
      hint: "events of the budget still say when it is spent; a higher target is watched in full",
      at: place.mark
    )
  }

  private func doubtCoarse(_ threshold: BurnThreshold, _ check: Check, _ place: YamlEntry) {
    let coarsest = threshold.coarsestInterval
    guard threshold.canFire, check.interval > coarsest else { return }
    let seconds = coarsest.wholeMilliseconds / 1_000
    warn(
      "samples every \(DurationText.write(check.interval)) are too coarse for the early warning over"
        + " \(DurationText.write(threshold.pair.long)): one failure alone burns faster than its threshold,"
        + " and it waits for \(BurnAlert.leastFailures)",
      hint: seconds > 0
        ? "let check '\(check.id)' run every \(DurationText.write(.seconds(seconds))) or more often"
        : "no interval of whole seconds is short enough for that target",
      at: place.mark
    )
  }
}
