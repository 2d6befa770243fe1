import Chronology
import Yaml

/// The zone of an agreement.
struct AgreementZone {
  /// Its IANA name.
  let name: String
  /// Its rules.
  let rules: ZoneRules
}

/// Dates and times of day that the clocks of a zone leave out, or show twice.
extension Page {
  /// How many years ahead it is looked for changes of the clocks.
  private static let ahead: Int64 = 10

  /// Whether the agreement's zone has `date`; says if it left it out.
  func isShown(_ date: CivilDate, by mark: YamlMark) -> Bool {
    guard let zone, zone.rules.leavesOut(date) else { return true }
    error(
      "\(date) never was in \(zone.name): its calendar went from \(date.adding(days: -1)) to"
        + " \(date.adding(days: 1))",
      hint: "write the date before or after it",
      at: mark
    )
    return false
  }

  /// `effective`, of which the midnight is told if there is none, or if there are two.
  func effective(_ entry: YamlEntry) -> CivilDate? {
    guard let date = date(entry) else { return nil }
    guard let zone, let fault = zone.fault(of: date, minute: 0) else { return date }
    warn(
      "\(fault): the revision takes effect at \(zone.rules.start(of: date))",
      hint: "choose another date if that instant isn't meant",
      at: entry.value.mark
    )
    return date
  }

  /// Says on which date recurring work begins at a time that the clocks leave out or show twice: the first
  /// of the next ten years.
  func doubtTime(
    _ minute: Int,
    of rule: Recurrence,
    _ validity: ClosedRange<CivilDate>?,
    at mark: YamlMark
  ) {
    guard let zone else { return }
    let first = max(rule.from, validity?.lowerBound ?? rule.from)
    let last = min(first.adding(months: Page.ahead * 12), validity?.upperBound ?? .lastJudged)
    guard first <= last else { return }
    let years = Interval(zone.rules.start(of: first), zone.rules.start(of: last.adding(days: 1)))
    for change in zone.rules.changes(in: years) {
      for date in Set([change.shownBefore.date, change.shownAfter.date]).sorted() {
        var dates = rule.dates(from: date, through: date)
        guard dates.next() != nil, let fault = zone.fault(of: date, minute: minute) else {
          continue
        }
        warn(
          "\(fault): the work begins at \(zone.rules.instant(of: date, minute: minute))",
          hint: "choose a time that the clocks show once each day if that instant isn't meant",
          at: mark
        )
        return
      }
    }
  }
}

extension AgreementZone {
  /// What is wrong with a time of day on a date; nil if the clocks show it once.
  fileprivate func fault(of date: CivilDate, minute: Int) -> String? {
    let clock = "\(padded(minute / 60, 2)):\(padded(minute % 60, 2))"
    return switch rules.placement(of: date, second: minute * 60) {
    case .once: nil
    case .twice: "on \(date) the clocks of \(name) show \(clock) twice"
    case .never: "on \(date) the clocks of \(name) never show \(clock)"
    }
  }
}
