import Accounting
import Agreement
import Chronology
import Sampling
import Yaml

extension Page {
  /// Says which early warnings of an objective can never come: a budget so large that even a failure of
  /// everything doesn't burn it fast enough.
  func doubtAlerts(_ objective: Objective, _ place: YamlEntry) {
    guard let target = objective.indicator.burntTarget else { return }
    let window = objective.window.nominalLength
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
}
