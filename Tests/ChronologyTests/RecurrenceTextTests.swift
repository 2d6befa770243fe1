import Chronology
import Testing

@Suite struct RecurrenceTextTests {
  private let first = CivilDate(daysSinceEpoch: 20_454)  // 2026-01-01

  @Test func `every part that is supported is read`() throws {
    #expect(
      try Recurrence("FREQ=DAILY", from: first) == Recurrence(.daily, from: first)
    )
    #expect(
      try Recurrence("FREQ=MONTHLY;BYDAY=1SU", from: first)
        == Recurrence(.monthly, weekdays: [.init(7, ordinal: 1)], from: first)
    )
    #expect(
      try Recurrence("INTERVAL=2;FREQ=WEEKLY;BYDAY=MO,TH;COUNT=10", from: first)
        == Recurrence(.weekly, interval: 2, weekdays: [.init(1), .init(4)], count: 10, from: first)
    )
    #expect(
      try Recurrence("FREQ=YEARLY;BYMONTH=12,3;BYMONTHDAY=-1,15;UNTIL=20301231", from: first)
        == Recurrence(
          .yearly,
          months: [3, 12],
          monthDays: [-1, 15],
          until: CivilDate("2030-12-31"),
          from: first
        )
    )
    #expect(
      try Recurrence("FREQ=MONTHLY;BYDAY=-1FR,+2TU", from: first)
        == Recurrence(
          .monthly,
          weekdays: [.init(5, ordinal: -1), .init(2, ordinal: 2)],
          from: first
        )
    )
    #expect(
      try Recurrence("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", from: first).monthDays == [29]
    )
  }

  @Test(arguments: [
    ("", 0, "a rule is made of parts such as FREQ=DAILY"), ("DAILY", 0, "a rule is made of parts"),
    ("FREQ=DAILY;", 11, "a rule is made of parts"), ("INTERVAL=2", 0, "FREQ is missing"),
    ("FREQ=HOURLY", 5, "FREQ must be one of DAILY, WEEKLY, MONTHLY, YEARLY"),
    ("freq=DAILY", 0, "a rule has no part 'freq'"), ("FREQ=", 5, "FREQ must be one of"),
    ("RRULE:FREQ=DAILY", 0, "a rule has no part 'RRULE:FREQ'"),
    ("FREQ=DAILY;FREQ=DAILY", 11, "FREQ stands twice"),
    ("FREQ=DAILY;BYHOUR=2", 11, "BYHOUR is not supported"),
    ("FREQ=DAILY;BYSETPOS=2", 11, "BYSETPOS is not supported"),
    ("FREQ=WEEKLY;WKST=SU", 12, "WKST is not supported"),
    ("FREQ=DAILY;INTERVAL=0", 20, "INTERVAL must be a whole number from 1 to 1000"),
    ("FREQ=DAILY;INTERVAL=1001", 20, "INTERVAL must be"),
    ("FREQ=DAILY;COUNT=10001", 17, "COUNT must be a whole number from 1 to 10000"),
    ("FREQ=DAILY;COUNT=-1", 17, "COUNT must be"),
    ("FREQ=DAILY;UNTIL=20260230", 17, "UNTIL must be a date such as 20271231"),
    ("FREQ=DAILY;UNTIL=20271231T000000Z", 17, "UNTIL must be a date"),
    ("FREQ=DAILY;COUNT=2;UNTIL=20271231", 11, "a rule has UNTIL or COUNT, not both"),
    ("FREQ=DAILY;UNTIL=20251231", 11, "it never happens: UNTIL 2025-12-31 is before 2026-01-01"),
    ("FREQ=YEARLY;BYMONTH=1,13", 22, "BYMONTH must be 1 to 12"),
    ("FREQ=YEARLY;BYMONTH=", 20, "BYMONTH must be 1 to 12"),
    ("FREQ=MONTHLY;BYMONTHDAY=0", 24, "BYMONTHDAY must be 1 to 31 or -31 to -1"),
    ("FREQ=MONTHLY;BYMONTHDAY=1,,2", 26, "BYMONTHDAY must be"),
    ("FREQ=WEEKLY;BYMONTHDAY=1", 12, "FREQ=WEEKLY has no BYMONTHDAY"),
    ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30,-30", 22, "it never happens: none of these months"),
    ("FREQ=MONTHLY;BYMONTH=4,6;BYMONTHDAY=31", 25, "it never happens: none of these months"),
    ("FREQ=WEEKLY;BYDAY=1MO", 12, "the n-th day of the week needs FREQ=MONTHLY"),
    ("FREQ=DAILY;BYDAY=-1MO", 11, "the n-th day of the week needs"),
    ("FREQ=MONTHLY;BYDAY=6MO", 19, "BYDAY must be MO to SU"),
    ("FREQ=MONTHLY;BYDAY=MO,0TU", 22, "BYDAY must be MO to SU"),
    ("FREQ=MONTHLY;BYDAY=Mo", 19, "BYDAY must be MO to SU"),
  ])
  func `what is no rule is refused where it goes wrong`(
    _ text: String,
    _ offset: Int,
    _ message: String
  ) {
    do throws(RecurrenceFault) {
      let rule = try Recurrence(text, from: first)
      Issue.record("'\(text)' is read as \(rule)")
    } catch {
      #expect(error.message.hasPrefix(message), "\(text): \(error.message)")
      #expect(error.offset == offset, "\(text): \(error.message)")
    }
  }
}
