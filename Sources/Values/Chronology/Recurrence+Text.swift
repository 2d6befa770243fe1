/// Why a recurrence rule can't be read.
package struct RecurrenceFault: Error, Hashable, Sendable {
  /// How many code points of the rule stand before it.
  package let offset: Int
  /// What is wrong.
  package let message: String
  /// What to do about it, if more is to be said.
  package let hint: String?

  /// A fault at `offset`.
  package init(_ message: String, hint: String? = nil, offset: Int) {
    self.message = message
    self.hint = hint
    self.offset = offset
  }
}

extension Recurrence {
  /// The greatest `INTERVAL`.
  package static let intervalLimit: Int64 = 1_000
  /// The greatest `COUNT`.
  package static let countLimit: Int64 = 10_000

  /// Reads a rule such as `FREQ=MONTHLY;BYDAY=1SU` that begins on `from`.
  ///
  /// `FREQ`, `INTERVAL`, `BYMONTH`, `BYMONTHDAY`, `BYDAY`, `UNTIL` (a date) and `COUNT` are read; every
  /// other part is refused by its name.
  ///
  /// - Throws: What is wrong first, and where; also for a rule that never happens.
  ///
  /// Source: RFC 5545, section 3.3.10.
  package init(_ text: String, from: CivilDate) throws(RecurrenceFault) {
    var rule = RecurrenceParts()
    var offset = 0
    for part in text.split(separator: ";", omittingEmptySubsequences: false) {
      try rule.take(part, offset)
      offset += part.unicodeScalars.count + 1
    }
    guard let frequency = rule.frequency else {
      throw RecurrenceFault("FREQ is missing", hint: "write FREQ=MONTHLY;BYDAY=1SU", offset: 0)
    }
    self.init(
      frequency,
      interval: rule.interval ?? 1,
      months: Array(Set(rule.months)).sorted(),
      monthDays: rule.monthDays,
      weekdays: rule.weekdays,
      until: rule.until,
      count: rule.count,
      from: from
    )
    if let clash = rule.clash(frequency) { throw clash }
    try rejectNever(rule)
  }

  /// Refuses what no date is.
  private func rejectNever(_ rule: RecurrenceParts) throws(RecurrenceFault) {
    if let until, until < from {
      throw RecurrenceFault(
        "it never happens: UNTIL \(until) is before \(from), when it begins",
        offset: rule.offset(of: "UNTIL")
      )
    }
    guard !monthDays.isEmpty else { return }
    let named = months.isEmpty ? Array(1...12) : months
    // 2024 has a 29 February.
    let longest = named.map { CivilDate.length(ofMonth: $0, year: 2_024) }.max() ?? 31
    if monthDays.allSatisfy({ $0.magnitude > longest }) {
      throw RecurrenceFault(
        "it never happens: none of these months has such a day",
        offset: rule.offset(of: "BYMONTHDAY")
      )
    }
  }
}

/// The parts of a rule while it is read.
private struct RecurrenceParts {
  var frequency: Recurrence.Frequency?
  var interval: Int64?
  var months: [Int] = []
  var monthDays: [Int] = []
  var weekdays: [Recurrence.Weekday] = []
  var until: CivilDate?
  var count: Int64?
  private var places: [String: Int] = [:]

  private static let known = "FREQ, INTERVAL, BYMONTH, BYMONTHDAY, BYDAY, UNTIL and COUNT are read"
  private static let refused = [
    "BYSECOND", "BYMINUTE", "BYHOUR", "BYYEARDAY", "BYWEEKNO", "BYSETPOS", "WKST",
  ]
  private static let days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

  func offset(of name: String) -> Int { places[name] ?? 0 }

  /// Takes in one `NAME=VALUE`, which begins at `offset`.
  mutating func take(_ part: Substring, _ offset: Int) throws(RecurrenceFault) {
    let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(sides[0])
    if RecurrenceParts.refused.contains(name) {
      throw RecurrenceFault("\(name) is not supported", hint: RecurrenceParts.known, offset: offset)
    }
    guard sides.count == 2 else {
      throw RecurrenceFault(
        "a rule is made of parts such as FREQ=DAILY with semicolons between",
        offset: offset
      )
    }
    guard places.updateValue(offset, forKey: name) == nil else {
      throw RecurrenceFault("\(name.prefix(20)) stands twice", offset: offset)
    }
    let place = offset + name.unicodeScalars.count + 1
    switch name {
    case "FREQ": frequency = try readFrequency(sides[1], place)
    case "INTERVAL": interval = try number(name, sides[1], Recurrence.intervalLimit, place)
    case "COUNT": count = try number(name, sides[1], Recurrence.countLimit, place)
    case "BYMONTH":
      months = try list(name, sides[1], place, form: "1 to 12") { RecurrenceParts.month($0) }
    case "BYMONTHDAY":
      monthDays = try list(name, sides[1], place, form: "1 to 31 or -31 to -1") {
        RecurrenceParts.signed($0, limit: 31)
      }
    case "BYDAY":
      weekdays = try list(name, sides[1], place, form: "MO to SU, or 1MO to 5MO, -1MO to -5MO") {
        RecurrenceParts.weekday($0)
      }
    case "UNTIL": until = try readDate(sides[1], place)
    default:
      throw RecurrenceFault(
        "a rule has no part '\(name.prefix(20))'",
        hint: RecurrenceParts.known,
        offset: offset
      )
    }
  }

  /// What can't stand together.
  func clash(_ frequency: Recurrence.Frequency) -> RecurrenceFault? {
    if until != nil, count != nil {
      return RecurrenceFault("a rule has UNTIL or COUNT, not both", offset: offset(of: "COUNT"))
    }
    if frequency == .weekly, !monthDays.isEmpty {
      return RecurrenceFault(
        "FREQ=WEEKLY has no BYMONTHDAY",
        hint: "use FREQ=MONTHLY",
        offset: offset(of: "BYMONTHDAY")
      )
    }
    let isCounted = weekdays.contains { $0.ordinal != nil }
    if isCounted, frequency == .daily || frequency == .weekly {
      return RecurrenceFault(
        "the n-th day of the week needs FREQ=MONTHLY or FREQ=YEARLY",
        offset: offset(of: "BYDAY")
      )
    }
    return nil
  }

  private func readFrequency(
    _ value: Substring,
    _ place: Int
  ) throws(RecurrenceFault) -> Recurrence.Frequency {
    guard let frequency = Recurrence.Frequency(rawValue: String(value)) else {
      let words = Recurrence.Frequency.allCases.map(\.rawValue).joined(separator: ", ")
      throw RecurrenceFault("FREQ must be one of \(words)", offset: place)
    }
    return frequency
  }

  private func number(
    _ name: String,
    _ value: Substring,
    _ limit: Int64,
    _ place: Int
  ) throws(RecurrenceFault) -> Int64 {
    guard let number = decimal(value.utf8), (1...limit).contains(Int64(number)) else {
      throw RecurrenceFault("\(name) must be a whole number from 1 to \(limit)", offset: place)
    }
    return Int64(number)
  }

  private func readDate(_ value: Substring, _ place: Int) throws(RecurrenceFault) -> CivilDate {
    let bytes = Array(value.utf8)
    guard bytes.count == 8, let year = decimal(bytes[0..<4]), let month = decimal(bytes[4..<6]),
      let day = decimal(bytes[6..<8]), (1_970...2_200).contains(year),
      let date = CivilDate(year: year, month: month, day: day)
    else {
      throw RecurrenceFault(
        "UNTIL must be a date such as 20271231, of the years 1970 to 2200",
        offset: place
      )
    }
    return date
  }

  private func list<Item>(
    _ name: String,
    _ value: Substring,
    _ place: Int,
    form: String,
    _ read: (Substring) -> Item?
  ) throws(RecurrenceFault) -> [Item] {
    var items: [Item] = []
    var place = place
    for text in value.split(separator: ",", omittingEmptySubsequences: false) {
      guard let item = read(text), items.count < 400 else {
        throw RecurrenceFault("\(name) must be \(form), with commas between", offset: place)
      }
      items.append(item)
      place += text.unicodeScalars.count + 1
    }
    return items
  }

  private static func month(_ text: Substring) -> Int? {
    guard text.utf8.count <= 2, let month = decimal(text.utf8), (1...12).contains(month) else {
      return nil
    }
    return month
  }

  /// A number from 1 to `limit` with or without a sign.
  private static func signed(_ text: Substring, limit: Int) -> Int? {
    let digits = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text
    guard digits.utf8.count <= 2, let number = decimal(digits.utf8), (1...limit).contains(number)
    else { return nil }
    return text.hasPrefix("-") ? -number : number
  }

  private static func weekday(_ text: Substring) -> Recurrence.Weekday? {
    guard let day = days.firstIndex(of: String(text.suffix(2))) else { return nil }
    let count = text.dropLast(2)
    if count.isEmpty { return Recurrence.Weekday(day + 1) }
    return signed(count, limit: 5).map { Recurrence.Weekday(day + 1, ordinal: $0) }
  }
}
