import Agreement
import Chronology
import TestKit
import Testing

/// Hours of 2020 to 2030 in twelve zones, against Python's zoneinfo (Tests/Fixtures/zones/windows.py).
@Suite struct ServiceHoursTableTests {
  @Test(arguments: FixtureZone.names)
  func `the hours of eleven years are where another implementation has them`(
    name: String
  ) throws {
    let zone = try FixtureZone.rules(name)
    let rows = try TestFile.table("zones/hours.txt").filter { $0[0] == FixtureZone.file(name) }
    #expect(rows.count == 88)
    for row in rows {
      let label = row.prefix(6).joined(separator: " ")
      let numbers = row.dropFirst(6).compactMap { Int64($0) }
      let hours = try hours(of: row)
      let year = try hours.intervals(in: window(row[5], zone), zone: zone)
      let starts = year.intervals.reduce(0) { $0 + $1.start.seconds }
      let ends = year.intervals.reduce(0) { $0 + $1.end.seconds }
      #expect([Int64(year.intervals.count), starts, ends] == Array(numbers[..<3]), "\(label)")
      var month = try #require(CivilWindow("\(row[5])-01"))
      for minutes in numbers[3...] {
        let window = month.interval(in: zone)
        let part = year.intersection(window)
        #expect(part.length == .minutes(minutes), "\(label) \(month)")
        if row[5] == "2026" {
          #expect(hours.intervals(in: window, zone: zone) == part, "\(label) \(month)")
        }
        month = month.next
      }
    }
  }

  private func hours(of row: [String]) throws -> WeeklyHours {
    let rule = DayHours(
      weekdays: row[1].compactMap(\.wholeNumberValue),
      from: try #require(Int(row[2])),
      to: try #require(Int(row[3]))
    )
    let holidays = row[4] == "H" ? ["01-01", "05-01", "07-14", "12-25"] : []
    return WeeklyHours([rule], holidays: holidays.compactMap { CivilDate("\(row[5])-\($0)") })
  }
}
