import Agreement
import Chronology
import Sampling
import Yaml

extension Page {
  /// The lengths that a rolling window may have.
  private static let rolling = TimeAmount.seconds(10)...TimeAmount.days(3_660)
  /// Fewer intervals of the check than this in a window are doubtful.
  private static let fewestIntervals: Int64 = 10

  /// `window`: `month`, `{billing-month: 15}`, `{rolling: 30d}` and their like.
  func window(_ entry: YamlEntry, _ checks: [Check], _ retention: TimeAmount?) -> WindowRule? {
    guard let rule = windowRule(entry) else { return nil }
    let place = entry.value.mark
    if let check = checks.max(by: { $0.interval < $1.interval }),
      rule.shortest < check.interval * Page.fewestIntervals
    {
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

  /// `every` of reports: a window of the calendar.
  func calendarUnit(_ entry: YamlEntry) -> CivilWindow.Unit? {
    guard let rule = windowRule(entry) else { return nil }
    guard let unit = rule.unit else {
      error(
        "'\(entry.key)' can't be a rolling window, which never ends",
        hint: "write month",
        at: entry.value.mark
      )
      return nil
    }
    return unit
  }

  private func windowRule(_ entry: YamlEntry) -> WindowRule? {
    if case .mapping = entry.value.content {
      guard let keys = Keys(entry.value, .window, on: self) else { return nil }
      if keys.has("billing-month") {
        if let second = keys["rolling"] {
          error("a window has one of 'billing-month' and 'rolling', not both", at: second.mark)
          return nil
        }
        return keys["billing-month"].flatMap { self.number($0, in: 1...31) }
          .map { .billingMonth($0) }
      }
      return keys.required("rolling", example: "rolling: 30d, or billing-month: 15")
        .flatMap { self.duration($0, in: Page.rolling) }.map { .rolling($0) }
    }
    return choice(
      entry,
      among: [
        "month": .month, "quarter": .quarter, "year": .year, "week": .week, "day": .day,
      ],
      or: "{billing-month: 15} or {rolling: 30d}"
    )
  }
}

extension WindowRule {
  /// The shortest that a window of this rule can be; in a zone's clock a day can have 23 hours.
  var shortest: TimeAmount {
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
    if case .rolling(let length) = self { return length }
    return unit?.longest ?? .zero
  }
}

extension CivilWindow.Unit {
  /// The longest that it can be.
  var longest: TimeAmount {
    switch self {
    case .year: .days(366)
    case .quarter: .days(92) + .hours(1)
    case .month, .billingMonth: .days(31) + .hours(1)
    case .week: .days(7) + .hours(1)
    case .day: .hours(25)
    }
  }
}
