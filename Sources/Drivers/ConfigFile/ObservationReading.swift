import Agreement
import Chronology
import Sampling
import Yaml

/// Readers of what services are fed by from outside, and of what is promised of it.
extension Page {
  /// `observations` of a service: one name, of counts or of durations.
  func observations(_ entry: YamlEntry) -> ObservationFeed? {
    guard let keys = Keys(entry.value, .observations, on: self) else { return nil }
    let written = ObservationFeed.Kind.allCases.filter { keys.has($0.word) }
    guard let kind = written.first else {
      error(
        "'observations' names nothing",
        hint: "write {counts: NAME} or {durations: NAME}",
        at: keys.mark
      )
      return nil
    }
    if let second = written.dropFirst().first, let place = keys[second.word] {
      error(
        "a service is fed by one name, not by two",
        hint: "make two services of it",
        at: place.mark
      )
      return nil
    }
    return keys[kind.word].flatMap { self.identifier($0) }
      .map { ObservationFeed(name: $0, kind: kind) }
  }

  /// `ratio`, with `uncovered` beside it.
  func ratioTerms(_ entry: YamlEntry, _ keys: Keys) -> RatioTerms? {
    let target = leastShare(entry)
    let uncovered = keys.read("uncovered") { self.word($0, UncoveredRule.self) }.or(.ignore)
    guard let target, let uncovered else { return nil }
    return RatioTerms(target, uncovered: uncovered)
  }

  /// `duration`: a share within a limit, or a percentile.
  func durationLimit(_ entry: YamlEntry) -> DurationLimit? {
    guard let keys = Keys(entry.value, .duration, on: self) else { return nil }
    let isPercentile = keys.has("percentile") || keys.has("at-most")
    for key in ["within", "share"] where isPercentile {
      guard let entry = keys[key] else { continue }
      error(
        "'duration' has 'within' and 'share', or 'percentile' and 'at-most'",
        hint: "write a second objective",
        at: entry.mark
      )
      return nil
    }
    let limitKey = isPercentile ? "at-most" : "within"
    let within = keys.required(limitKey, example: "\(limitKey): 4h")
      .flatMap { self.duration($0, in: .milliseconds(1)...ObservedEntry.longest) }
    let share =
      isPercentile
      ? keys.required("percentile", example: "percentile: 95").flatMap { self.percentile($0) }
      : keys.required("share", example: "share: \">= 90%\"").flatMap { self.leastShare($0) }
    guard let within, let share else { return nil }
    return DurationLimit(within: within, share: share, isPercentile: isPercentile)
  }

  /// Whether `service` is fed by what `indicator` is about, and its window has fixed ends; says what
  /// isn't so.
  func isFed(_ indicator: Indicator, _ service: Service?, _ keys: Keys) -> Bool {
    guard let service, let place = KeyTable.indicators.compactMap({ keys[$0] }).first else {
      return true
    }
    let kind: ObservationFeed.Kind? =
      switch indicator {
      case .ratio: .counts
      case .duration: .durations
      default: nil
      }
    let fed = service.observations
    guard fed?.kind == kind else {
      let what = kind.map { "is about \($0.word) from outside" } ?? "is about what probes see"
      let source = fed.map { "is fed by \($0)" } ?? "is probed"
      let example =
        fed?.kind == .counts
        ? "ratio: \">= 80%\"" : "duration: {within: 4h, share: \">= 90%\"}"
      error(
        "'\(place.key)' \(what), and service '\(service.id)' \(source)",
        hint: kind.map { "write observations: {\($0.word): NAME} in a service of its own" }
          ?? "write \(example)",
        at: place.mark
      )
      return false
    }
    guard kind != nil, let window = keys["window"],
      case .mapping(let entries) = window.value.content,
      entries.contains(where: { $0.key == "rolling" })
    else { return true }
    error(
      "what is observed outside comes late, and can't be judged over a rolling window",
      hint: "write a calendar window, such as month",
      at: window.value.mark
    )
    return false
  }
}
