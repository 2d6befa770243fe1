import Agreement
import Chronology
import Sampling
import Yaml

/// Readers of hours of the week.
extension Page {
  /// The most stretches that hours may have, and the most holidays.
  private static let hoursLimit = 1_000

  /// `always`, or hours of the week.
  func serviceHours(_ entry: YamlEntry) -> ServiceHours? {
    if case .mapping = entry.value.content { return weeklyHours(entry).map { .weekly($0) } }
    return choice(entry, among: ["always": .always], or: "a mapping such as {mon-fri: 08:00-20:00}")
  }

  /// A mapping of days to times, and the dates that are left out.
  func weeklyHours(_ entry: YamlEntry) -> WeeklyHours? {
    guard case .mapping(let entries) = entry.value.content else {
      error(
        "'\(entry.key)' must be a mapping such as {mon-fri: 08:00-20:00},"
          + " not \(kind(of: entry.value))",
        at: entry.value.mark
      )
      return nil
    }
    var rules: [DayHours] = []
    var holidays: [CivilDate] = []
    var isRight = true
    for entry in entries {
      if entry.key == "holidays" {
        guard let read = self.holidays(entry) else {
          isRight = false
          continue
        }
        holidays = read
      } else if let days = weekdays(entry), let read = stretches(entry, on: days) {
        rules += read
      } else {
        isRight = false
      }
    }
    guard isRight else { return nil }
    guard !rules.isEmpty else {
      error(
        "'\(entry.key)' names no day: nothing would ever be promised",
        hint: "write {mon-fri: 08:00-20:00}, or leave it out",
        at: entry.value.mark
      )
      return nil
    }
    guard rules.count <= Page.hoursLimit else {
      error("'\(entry.key)' has more than \(Page.hoursLimit) stretches", at: entry.value.mark)
      return nil
    }
    return WeeklyHours(rules, holidays: holidays)
  }

  /// The days that a key names: `mon`, `mon-fri`, `sat-mon`, `daily`.
  private func weekdays(_ entry: YamlEntry) -> [Int]? {
    let names = Array(KeyTable.hours.known.prefix(7))
    if entry.key == "daily" { return Array(1...7) }
    let ends = entry.key.split(separator: "-", omittingEmptySubsequences: false)
      .map { end in names.firstIndex { $0 == end } }
    guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2 else {
      let hint =
        Spelling.nearest(to: entry.key, among: KeyTable.hours.known + ["mon-fri"])
        .map { "did you mean '\($0)'?" } ?? "days are \(names.joined(separator: ", "))"
      error(
        "\(quoted(entry.key)) is no day: mon, mon-fri, daily or holidays",
        hint: hint,
        at: entry.mark
      )
      return nil
    }
    return last >= first ? Array(first + 1...last + 1) : Array(first + 1...7) + Array(1...last + 1)
  }

  /// One stretch such as `08:00-20:00`, or a list of them.
  private func stretches(_ entry: YamlEntry, on days: [Int]) -> [DayHours]? {
    var items = [entry.value]
    if case .sequence(let list) = entry.value.content { items = list }
    guard !items.isEmpty else {
      error(
        "'\(entry.key)' has no hours",
        hint: "write \(entry.key): 08:00-20:00, or leave the day out",
        at: entry.value.mark
      )
      return nil
    }
    let read = items.compactMap { self.stretch($0, of: entry.key, on: days) }
    return read.count == items.count ? read : nil
  }

  private func stretch(_ node: YamlNode, of key: String, on days: [Int]) -> DayHours? {
    let form = "hours such as 08:00-20:00, or a list of them"
    guard let text = text(node, of: key, form: form) else { return nil }
    let ends = text.split(separator: "-", omittingEmptySubsequences: false)
      .map { ClockText.parse($0) }
    guard ends.count == 2, let start = ends[0], let end = ends[1], start < ClockText.dayLength
    else {
      error("'\(key)' must be \(form), not \(quoted(text))", at: node.mark)
      return nil
    }
    guard start != end else {
      error("\(quoted(text)) is empty", hint: "a whole day is 00:00-24:00", at: node.mark)
      return nil
    }
    return DayHours(weekdays: days, from: start, to: end == 0 ? ClockText.dayLength : end)
  }

  private func holidays(_ entry: YamlEntry) -> [CivilDate]? {
    guard case .sequence(let items) = entry.value.content, !items.isEmpty,
      items.count <= Page.hoursLimit
    else {
      error(
        "'holidays' must be a list of 1 to \(Page.hoursLimit) dates, not \(kind(of: entry.value))",
        at: entry.value.mark
      )
      return nil
    }
    var seen: Set<CivilDate> = []
    var isRight = true
    for item in items {
      guard let date = date(item, of: "holidays") else {
        isRight = false
        continue
      }
      if !seen.insert(date).inserted {
        error("the holiday \(date) stands twice", hint: "keep one of them", at: item.mark)
        isRight = false
      }
    }
    return isRight ? seen.sorted() : nil
  }
}
