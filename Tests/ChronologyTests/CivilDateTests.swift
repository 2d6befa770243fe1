import Chronology
import Testing

@Suite struct CivilDateTests {
  @Test(
    arguments: [
      ("1970-01-01", 0, 4), ("1969-12-31", -1, 3), ("2000-02-29", 11_016, 2),
      ("2026-03-29", 20_541, 7), ("2100-03-01", 47_541, 1), ("1600-02-29", -135_081, 2),
    ] as [(String, Int64, Int)]
  )
  func `a date has a day number and a weekday`(text: String, days: Int64, weekday: Int) throws {
    let date = try #require(CivilDate(text))
    #expect(date.daysSinceEpoch == days)
    #expect(date.weekday == weekday)
    #expect(CivilDate(daysSinceEpoch: days) == date)
    #expect(date.description == text)
  }

  @Test(arguments: [
    "", "2026-02-29", "2100-02-29", "2026-04-31", "2026-00-01", "2026-13-01", "2026-01-00",
    "0000-01-01", "2026-1-01", "2026-01-01 ", "26-01-01", "2026/01/01", "2026-01-0a",
  ])
  func `what is no date is refused`(text: String) {
    #expect(CivilDate(text) == nil)
  }

  @Test func `four centuries of days follow each other as the calendar has it`() throws {
    var date = try #require(CivilDate("1897-12-31"))
    for _ in 0..<146_097 {
      let next = date.adding(days: 1)
      #expect(next.daysSinceEpoch == date.daysSinceEpoch + 1)
      #expect(next > date && next.weekday == date.weekday % 7 + 1)
      let isLastDay = date.day == CivilDate.length(ofMonth: date.month, year: date.year)
      #expect(next.day == (isLastDay ? 1 : date.day + 1))
      date = next
    }
    #expect(date.description == "2297-12-31")
  }

  @Test func `a number is one to nine digits and nothing else`() {
    #expect(decimal(Array("007".utf8)) == 7)
    #expect(decimal(Array("999999999".utf8)) == 999_999_999)
    for text in ["", "1234567890", "-1", "+1", "1 ", "0x1"] {
      #expect(decimal(Array(text.utf8)) == nil)
    }
  }
}
