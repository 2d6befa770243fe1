import Agreement
import Chronology
import Sampling
import Yaml

extension Page {
  /// `latency`: a share within a limit, or a percentile.
  func latency(_ entry: YamlEntry, _ checks: [Check]) -> LatencyLimit? {
    guard let keys = Keys(entry.value, .latency, on: self) else { return nil }
    let phase = keys.read("of") { self.phase($0, checks) }.or(.some(nil))
    let failures = keys.read("failures") { self.word($0, FailurePolicy.self) }.or(.bad)
    let isPercentile = keys.has("percentile") || keys.has("at-most")
    for key in ["within", "share"] where isPercentile {
      guard let entry = keys[key] else { continue }
      error(
        "'latency' has 'within' and 'share', or 'percentile' and 'at-most'",
        hint: "write a second objective",
        at: entry.mark
      )
      return nil
    }
    let limitKey = isPercentile ? "at-most" : "within"
    let within = keys.required(limitKey, example: "\(limitKey): 500ms")
      .flatMap { self.duration($0, in: CheckLimits.phase) }
    let share =
      isPercentile
      ? keys.required("percentile", example: "percentile: 99").flatMap { self.percentile($0) }
      : keys.required("share", example: "share: \">= 95%\"").flatMap { self.leastShare($0) }
    for check in checks {
      guard let within, within >= check.timeout, let place = keys[limitKey] else { continue }
      warn(
        "no answer is slower: the timeout of check '\(check.id)' is"
          + " \(DurationText.write(check.timeout))",
        at: place.value.mark
      )
    }
    guard let phase, let within, let share, let failures else { return nil }
    return LatencyLimit(
      phase: phase,
      within: within,
      share: share,
      failures: failures,
      isPercentile: isPercentile
    )
  }

  /// A phase by name; nil inside for `total`.
  private func phase(_ entry: YamlEntry, _ checks: [Check]) -> Phase?? {
    let phase: Phase?? = choice(
      entry,
      among: [
        "total": nil, "resolve": .resolve, "connect": .connect, "secure": .secure,
        "wait": .wait, "transfer": .transfer,
      ] as KeyValuePairs<String, Phase?>
    )
    for check in checks {
      guard case .some(.some(let phase)) = phase, !check.probe.phases.contains(phase) else {
        continue
      }
      error(
        "check '\(check.id)' is a \(check.probe.method) check and has no phase '\(phase)'",
        at: entry.value.mark
      )
      return nil
    }
    return phase
  }
}
