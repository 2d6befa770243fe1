import Agreement
import Chronology
import Sampling
import Yaml

extension Page {
  /// The lengths that a rolling window may have.
  private static let rolling = TimeAmount.seconds(10)...TimeAmount.days(3_660)
  /// Fewer intervals of the check than this in a window are doubtful.
  private static let fewestIntervals: Int64 = 10

  /// `window`: `month`, `week`, `day` or `{rolling: 30d}`.
  func window(_ entry: YamlEntry, _ check: Check?, _ retention: TimeAmount?) -> WindowRule? {
    guard let rule = windowRule(entry) else { return nil }
    let place = entry.value.mark
    if let check, rule.shortest < check.interval * Page.fewestIntervals {
      warn(
        "the window has room for fewer than \(Page.fewestIntervals) samples of check"
          + " '\(check.id)', which runs every \(DurationText.write(check.interval))",
        hint: "one lost sample weighs much",
        at: place
      )
    }
    if let retention, rule.longest > retention {
      warn(
        "samples are kept for \(DurationText.write(retention)), shorter than this window",
        hint: "raise retain: {samples: …}",
        at: place
      )
    }
    return rule
  }

  private func windowRule(_ entry: YamlEntry) -> WindowRule? {
    if case .mapping = entry.value.content {
      guard let keys = Keys(entry.value, .window, on: self), !keys.hasLaterKey else { return nil }
      return keys.required("rolling", example: "rolling: 30d")
        .flatMap { self.duration($0, in: Page.rolling) }.map { .rolling($0) }
    }
    if case .scalar(let scalar) = entry.value.content, ["quarter", "year"].contains(scalar.text) {
      error(
        "window '\(scalar.text)' is not supported yet",
        hint: "write month, week, day or {rolling: 90d}",
        at: entry.value.mark
      )
      return nil
    }
    return choice(
      entry,
      among: ["month": .month, "week": .week, "day": .day],
      or: "{rolling: 30d}"
    )
  }
}

extension WindowRule {
  /// The shortest that a window of this rule can be; in a zone's clock a day can have 23 hours.
  fileprivate var shortest: TimeAmount {
    switch self {
    case .year: .days(365)
    case .quarter: .days(90) - .hours(1)
    case .month, .billingMonth: .days(28) - .hours(1)
    case .week: .days(7) - .hours(1)
    case .day: .hours(23)
    case .rolling(let length): length
    }
  }

  /// The longest that it can be.
  fileprivate var longest: TimeAmount {
    switch self {
    case .year: .days(366)
    case .quarter: .days(92) + .hours(1)
    case .month, .billingMonth: .days(31) + .hours(1)
    case .week: .days(7) + .hours(1)
    case .day: .hours(25)
    case .rolling(let length): length
    }
  }
}
