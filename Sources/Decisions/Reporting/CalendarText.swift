import Agreement
import Chronology

/// A calendar for people, in the agreement's language: at most 96 columns, long names apart.
private struct CalendarText {
  /// The most lines of one list, so that a year of days fits; what is beyond them is counted.
  static let longestList = 400

  let calendar: AgreementCalendar
  let ink: Ink
  let words: CalendarWords
  /// The words that a report has too.
  let shared: Wording

  init(_ calendar: AgreementCalendar, ink: Ink) {
    self.calendar = calendar
    self.ink = ink
    words = .of(calendar.agreement.language)
    shared = .of(calendar.agreement.language)
  }

  var lines: [String] {
    head
      + section("\(words.changes) (\(calendar.changes.count))") + list(changeLines)
      + section(words.windows) + calendar.windows.flatMap { lines(of: $0) }
      + section(words.hours) + hourLines
      + section("\(words.holidays) (\(calendar.holidays.count))") + list(holidayLines)
      + section("\(words.maintenance) (\(calendar.maintenance.count))") + list(maintenanceLines)
  }

  private func section(_ title: String) -> [String] {
    let rule = String(repeating: "─", count: max(0, TextReport.width - title.count - 1))
    return ["", ink.paint(title, .strong) + " " + ink.paint(rule, .faint)]
  }

  private var head: [String] {
    let agreement = calendar.agreement
    let period = calendar.period
    let number = "\(shared.revision.number) \(agreement.revision)"
    var lines = [
      ink.paint(words.title, .strong),
      ink.paint(agreement.title.printable(upTo: TextReport.width), .strong),
      "",
      row(
        shared.agreement,
        "\(agreement.id), \(number), \(shared.revision.since) \(agreement.effective)"
      ),
      row("SHA-256", agreement.sha256),
      row(
        shared.period,
        "\(local(period.start)) \(shared.until) \(local(period.end))  (\(clock(period.length)))"
      ),
      row("  UTC", "\(period.start) \(shared.until) \(period.end)"),
    ]
    if calendar.isClipped { lines.append(row("  \(shared.clipped.label)", words.clipped)) }
    if let next = calendar.next {
      lines.append(row("  \(words.divided.label)", words.divided(by: next)))
    }
    let rules = "\(agreement.timeZone), \(shared.rules) \(calendar.zoneVersion)".printable()
    return lines + [row(shared.zone, rules)]
  }

  private var colon: String { PageWords.of(calendar.agreement.language).colon }

  private var changeLines: [String] {
    calendar.changes.map { change in
      let set = change.shift > .zero ? words.set.forward : words.set.back
      let times = "\(change.shownBefore.minuteText) → \(change.shownAfter.minuteText)"
      return "\(times)  \(set) \(clock(change.shift.magnitude))"
    }
  }

  private func lines(of windows: AgreementCalendar.Windows) -> [String] {
    let title = "\(windows.service) · \(words.name(of: windows.rule, shared))"
    let head = [
      "", "\(ink.paint(title, .strong))\(colon) \(windows.objectives.joined(separator: ", "))",
    ]
    if case .rolling(let length) = windows.rule {
      return head + ["  \(words.rolling.rule) \(clock(length))"]
    }
    let columns = words.columns
    let table = TextTable(
      titles: [
        columns.window, columns.from, columns.until, columns.length, columns.promised,
      ],
      rows: windows.windows.map { window in
        [
          .init(window.name), .init(local(window.interval.start)),
          .init(local(window.interval.end)), .init(clock(window.interval.length)),
          .init(clock(window.promised)),
        ]
      },
      ink: ink
    )
    return head + ["  \(table.lines[0])"] + list(Array(table.lines.dropFirst()))
  }

  private var hourLines: [String] {
    calendar.hours.flatMap { hours in
      let sum = "\(clock(hours.intervals.length)) \(words.inPeriod)"
      var rules = [words.always]
      if case .weekly(let weekly) = hours.service.hours {
        rules = weekly.rules.map { words.text(of: $0) }
      }
      return ["  \(ink.paint(hours.service.id, .strong))  \(sum)"] + rules.map { "    \($0)" }
    }
  }

  private var holidayLines: [String] {
    calendar.holidays.map { holiday in
      let day = words.weekdays[holiday.date.weekday - 1]
      return "\(day) \(holiday.date)  \(holiday.services.joined(separator: ", "))"
    }
  }

  private var maintenanceLines: [String] {
    calendar.maintenance.map { planned in
      "\(local(planned.start)) \(shared.until) \(local(planned.end))  (\(clock(planned.length)))"
    }
  }

  /// The lines with a margin; those beyond the longest list are counted, and an empty one says so.
  private func list(_ lines: [String]) -> [String] {
    if lines.isEmpty { return ["  \(words.none)"] }
    let rest = lines.count - CalendarText.longestList
    let shown = lines.prefix(CalendarText.longestList).map { "  \($0)" }
    return rest > 0 ? shown + ["  … \(shared.count(Int64(rest))) \(words.more)"] : shown
  }

  private func row(_ label: String, _ value: String) -> String {
    "\(label.filled(to: 17)) \(value)"
  }

  private func clock(_ length: TimeAmount) -> String {
    shared.clock(length.wholeMilliseconds)
  }

  private func local(_ instant: Instant) -> String {
    CivilTime(instant, in: calendar.zone).minuteText
  }
}

extension AgreementCalendar {
  /// The calendar as text in the agreement's language, each line with a line break at its end.
  package func text(ink: Ink = .plain) -> String {
    CalendarText(self, ink: ink).lines.map { "\($0)\n" }.joined()
  }
}
