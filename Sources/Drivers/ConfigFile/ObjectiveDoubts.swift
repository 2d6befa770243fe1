import Agreement
import Chronology
import Sampling
import Yaml

/// What in an objective contradicts itself, and what is doubtful.
extension Page {
  /// Whether slots and limits have room in the window; says which hasn't.
  func fits(_ objective: Objective, _ keys: Keys) -> Bool {
    let shortest = objective.window.shortest
    let length: TimeAmount? =
      switch objective.indicator {
      case .slots(let terms), .slotMean(let terms): terms.length
      case .longestOutage(let limit), .downtime(let limit), .longestGap(let limit): limit
      case .availability(let terms): terms.floor?.length
      default: nil
      }
    guard let length, length >= shortest,
      let place = keys["outage"] ?? KeyTable.indicators.compactMap({ keys[$0] }).first
    else { return true }
    error(
      "\(DurationText.write(length)) in '\(place.key)' isn't shorter than the window",
      hint: "choose a shorter time or a longer window",
      at: place.mark
    )
    return false
  }

  /// Warns of what is doubtful in an objective that rests on `checks`.
  func doubt(_ objective: Objective, _ checks: [Check], _ keys: Keys) {
    guard let place = KeyTable.indicators.compactMap({ keys[$0] }).first else { return }
    if objective.goal == .share(.one), let single = objective.indicator.leastFailure {
      warn(
        "100% leaves no budget: \(single) is a breach",
        hint: "say a share below 100% if that isn't meant",
        at: place.mark
      )
    }
    if case .availability(let terms) = objective.indicator, terms.unconfirmed == .ignore {
      doubtIgnored(checks, keys)
    }
    doubtAlerts(objective, checks, place)
    doubtResolution(objective, checks, place)
    doubtPercentile(objective, checks, place)
  }

  /// Says from which length on an outage counts if failures that aren't confirmed don't.
  private func doubtIgnored(_ checks: [Check], _ keys: Keys) {
    let blind = checks.map { ($0, $0.interval * Int64($0.confirmation.down - 1)) }
      .max { $0.1 < $1.1 }
    guard let (check, length) = blind, length > .zero, let place = keys["unconfirmed"] else {
      return
    }
    warn(
      "outages shorter than about \(DurationText.write(length)) never count: check '\(check.id)'"
        + " confirms after \(check.confirmation.down) failures, one every"
        + " \(DurationText.write(check.interval))",
      hint: "both parties should know; unconfirmed: count counts them",
      at: place.mark
    )
  }

  /// Says if samples come too rarely to tell whether the promise is kept.
  private func doubtResolution(_ objective: Objective, _ checks: [Check], _ place: YamlEntry) {
    guard let check = checks.max(by: { $0.interval < $1.interval }) else { return }
    let resolution: Resolution
    switch objective.indicator {
    case .availability(let terms):
      let window = objective.window.nominalLength
      resolution = Resolution(of: terms.target, over: window, every: check.interval)
    case .downtime(let limit), .longestOutage(let limit):
      resolution = Resolution(ofBudget: limit, every: check.interval)
    case .restore(let terms):
      resolution = Resolution(ofBudget: terms.within, every: check.interval)
    default: return
    }
    guard resolution.isTooCoarse else { return }
    let undecided = resolution.undecided
    let interval = DurationText.write(check.interval)
    warn(
      "samples every \(interval) are too coarse: \(undecided.lowerBound) or \(undecided.upperBound)"
        + " failures in a row leave open whether the promise is kept",
      hint: resolution.advice.map {
        "let check '\(check.id)' run every \(DurationText.write($0)) or more often"
      } ?? "samples from outside can't decide a budget that small",
      at: place.mark
    )
  }
}

extension Page {
  /// Says if a window has too few samples for its percentile to be estimated.
  private func doubtPercentile(_ objective: Objective, _ checks: [Check], _ place: YamlEntry) {
    guard case .latencyShare(let limit) = objective.indicator, limit.isPercentile,
      let check = checks.max(by: { $0.interval < $1.interval })
    else { return }
    let window = objective.window.shortest
    let samples = checks.reduce(Int64(0)) { $0 + window.nanoseconds / $1.interval.nanoseconds }
    guard !limit.share.isEstimable(from: samples) else { return }
    let needed = limit.share.fewestEstimable
    let seconds = window.nanoseconds / 1_000_000_000 * Int64(checks.count) / needed
    warn(
      "the window has room for \(samples) samples, too few to estimate the percentile"
        + " \(limit.share) from: it takes \(needed)",
      hint: seconds > 0
        ? "let check '\(check.id)' run every \(DurationText.write(.seconds(seconds))) or more often, or"
          + " choose a longer window"
        : "choose a longer window",
      at: place.mark
    )
  }
}

extension Indicator {
  /// The least that breaks a promise of 100 %; nil where 100 % is the rule.
  fileprivate var leastFailure: String? {
    switch self {
    case .availability: "one confirmed failure"
    case .slots: "one bad slot"
    case .slotMean, .requests: "one failure"
    case .latencyShare: "one slow answer"
    case .correctness: "one wrong answer"
    case .coverage: "one lost sample"
    case .ratio: "one bad case"
    case .duration: "one late case"
    case .restore, .response, .incidents, .longestOutage, .downtime, .longestGap,
      .certificateValidity:
      nil
    }
  }
}
