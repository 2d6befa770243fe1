import Chronology
import TestKit
import Testing

@Suite struct RecurrenceTests {
  private static let days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

  private func date(_ text: some StringProtocol) throws -> CivilDate {
    let text = String(text)
    let parts =
      text.contains("-")
      ? text : "\(text.prefix(4))-\(text.dropFirst(4).prefix(2))-\(text.suffix(2))"
    return try #require(CivilDate(parts), "\(text)")
  }

  /// Reads a rule as RFC 5545 writes it.
  private func rule(_ text: String, from start: String) throws -> Recurrence {
    var parts: [Substring: Substring] = [:]
    for part in text.split(separator: ";") {
      let sides = part.split(separator: "=")
      parts[sides[0]] = sides[1]
    }
    func numbers(_ name: Substring) -> [Int] {
      parts[name]?.split(separator: ",").compactMap { Int($0) } ?? []
    }
    let weekdays = try parts["BYDAY"]?.split(separator: ",").map { text in
      let day = try #require(Self.days.firstIndex(of: String(text.suffix(2)))) + 1
      return Recurrence.Weekday(day, ordinal: Int(text.dropLast(2)))
    }
    return Recurrence(
      try #require(parts["FREQ"].flatMap { Recurrence.Frequency(rawValue: String($0)) }),
      interval: parts["INTERVAL"].flatMap { Int64($0) } ?? 1,
      months: numbers("BYMONTH"),
      monthDays: numbers("BYMONTHDAY"),
      weekdays: weekdays ?? [],
      until: try parts["UNTIL"].map { try date($0) },
      count: parts["COUNT"].flatMap { Int64($0) },
      from: try date(start)
    )
  }

  private func dates(
    _ text: String,
    from start: String,
    in range: (String, String)
  ) throws -> [String] {
    let rule = try rule(text, from: start)
    return try rule.dates(from: date(range.0), through: date(range.1)).map(\.description)
  }

  @Test func `the dates of three years are those of another implementation`() throws {
    let rows = try TestFile.table("recurrences/rules.txt")
    #expect(rows.count == 320)
    let first = try date("2024-01-01")
    for row in rows {
      let rule = try rule(row[0], from: row[1])
      var expected: [CivilDate] = []
      for (index, digit) in row[2].enumerated() {
        let bits = try #require(digit.hexDigitValue)
        for bit in 0..<4 where bits & (8 >> bit) != 0 {
          expected.append(first.adding(days: Int64(index * 4 + bit)))
        }
      }
      let found = Array(rule.dates(from: first, through: try date("2026-12-31")))
      #expect(found == expected, "\(row[0]) from \(row[1])")
    }
  }

  @Test func `a part of a range has the dates of the whole that lie in it`() throws {
    var random = SplitMix64(seed: 5_545)
    let start = try date("2024-01-01")
    for row in try TestFile.table("recurrences/rules.txt") {
      let rule = try rule(row[0], from: row[1])
      let whole = Array(rule.dates(from: start, through: start.adding(days: 1_095)))
      let first = start.adding(days: .random(in: 0...1_000, using: &random))
      let last = first.adding(days: .random(in: -2...95, using: &random))
      let part = Array(rule.dates(from: first, through: last))
      #expect(part == whole.filter { first <= $0 && $0 <= last }, "\(row[0]) \(first) \(last)")
    }
  }

  @Test(arguments: [
    // Examples of RFC 5545, section 3.8.5.3.
    (
      "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "1997-09-02",
      ["1998-02-13", "1998-03-13", "1998-11-13", "1999-08-13", "2000-10-13"]
    ),
    (
      "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO", "1997-09-22",
      ["1997-09-22", "1997-10-20", "1997-11-17", "1997-12-22", "1998-01-19", "1998-02-16"]
    ),
    (
      "FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=3", "1997-09-28",
      ["1997-09-28", "1997-10-29", "1997-11-28"]
    ),
    (
      "FREQ=WEEKLY;INTERVAL=2;COUNT=8;BYDAY=TU,TH", "1997-09-02",
      [
        "1997-09-02", "1997-09-04", "1997-09-16", "1997-09-18", "1997-09-30", "1997-10-02",
        "1997-10-14", "1997-10-16",
      ]
    ),
    (
      "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8", "1996-11-05",
      ["1996-11-05", "2000-11-07"]
    ),
    // What dateutil reads otherwise: an ordinal and a plain day are both meant.
    (
      "FREQ=MONTHLY;BYDAY=1MO,SU;UNTIL=19970915", "1997-09-01",
      ["1997-09-01", "1997-09-07", "1997-09-14"]
    ),
    // A 29 February, and a 31st, come only where there is one.
    ("FREQ=YEARLY;UNTIL=20000301", "1992-02-29", ["1992-02-29", "1996-02-29", "2000-02-29"]),
    (
      "FREQ=MONTHLY;UNTIL=19970601", "1997-01-31", ["1997-01-31", "1997-03-31", "1997-05-31"]
    ),
  ])
  func `an example has these dates`(text: String, start: String, expected: [String]) throws {
    #expect(try dates(text, from: start, in: ("1990-01-01", "2000-12-31")) == expected)
  }

  @Test func `a rule that never matches, or is further apart than any range, ends`() throws {
    let range = ("1800-01-01", "2200-12-31")
    #expect(try dates("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", from: "1800-01-01", in: range) == [])
    #expect(
      try dates("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=9", from: "1800-01-01", in: range) == []
    )
    for frequency in Recurrence.Frequency.allCases {
      let text = "FREQ=\(frequency.rawValue);INTERVAL=\(Int64.max)"
      #expect(try dates(text, from: "1800-01-01", in: range) == ["1800-01-01"])
    }
  }

  @Test func `nothing recurs before its first date, nor in a range that ends before it begins`()
    throws
  {
    let range = ("2026-01-01", "2026-01-05")
    #expect(
      try dates("FREQ=DAILY", from: "2026-01-03", in: range)
        == ["2026-01-03", "2026-01-04", "2026-01-05"]
    )
    #expect(try dates("FREQ=DAILY", from: "2026-01-06", in: range) == [])
    #expect(try dates("FREQ=DAILY", from: "2020-01-01", in: ("2026-01-05", "2026-01-04")) == [])
    #expect(try dates("FREQ=DAILY;COUNT=0", from: "2020-01-01", in: range) == [])
  }

  @Test func `dates are found one at a time`() throws {
    // All of the 500 years would be 182,622 dates.
    let rule = try rule("FREQ=DAILY", from: "1700-01-01")
    var dates = try rule.dates(from: date("1700-01-01"), through: date("2199-12-31"))
    #expect(try dates.next() == date("1700-01-01"))
    #expect(try dates.next() == date("1700-01-02"))
  }
}
