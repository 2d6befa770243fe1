import Agreement
import Chronology
import TestKit
import Testing

@Suite struct RecurringMaintenanceTests {
  private func work(
    _ frequency: Recurrence.Frequency,
    weekdays: [Recurrence.Weekday] = [],
    count: Int64? = nil,
    from date: String,
    at start: Int,
    for length: TimeAmount
  ) throws -> RecurringMaintenance {
    let recurrence = Recurrence(
      frequency,
      weekdays: weekdays,
      count: count,
      from: try #require(CivilDate(date))
    )
    return RecurringMaintenance(recurrence, at: start, for: length)
  }

  @Test func `the first Tuesday's work of a quarter begins by the clock`() throws {
    let zone = try FixtureZone.rules("Europe/Paris")
    let tuesdays = try work(
      .monthly,
      weekdays: [.init(2, ordinal: 1)],
      from: "2026-01-01",
      at: 120,
      for: .hours(2)
    )
    let occurrences = try tuesdays.occurrences(in: window("2026-Q2", zone), zone: zone)
    #expect(
      shown(occurrences, zone) == [
        "2026-04-07 02:00 to 2026-04-07 04:00", "2026-05-05 02:00 to 2026-05-05 04:00",
        "2026-06-02 02:00 to 2026-06-02 04:00",
      ]
    )
    #expect(try occurrences[0].start == instant("2026-04-07T00:00:00Z"))
  }

  @Test func `work lasts its length where the clocks are changed meanwhile`() throws {
    let zone = try FixtureZone.rules("Europe/Paris")
    let sundays = try work(.weekly, from: "2026-01-04", at: 60, for: .hours(3))
    let spring = try sundays.occurrences(in: window("2026-03-29", zone), zone: zone)
    #expect(shown(spring, zone) == ["2026-03-29 01:00 to 2026-03-29 05:00"])
    let autumn = try sundays.occurrences(in: window("2026-10-25", zone), zone: zone)
    #expect(shown(autumn, zone) == ["2026-10-25 01:00 to 2026-10-25 03:00"])
    #expect((spring + autumn).allSatisfy { $0.length == .hours(3) })
  }

  @Test func `work at a time that is skipped or comes twice begins as RFC 5545 has it`() throws {
    let zone = try FixtureZone.rules("Europe/Paris")
    let sundays = try work(.weekly, from: "2026-01-04", at: 150, for: .minutes(30))
    let spring = try sundays.occurrences(in: window("2026-03-29", zone), zone: zone)
    #expect(try spring.map(\.start) == [instant("2026-03-29T01:30:00Z")])
    let autumn = try sundays.occurrences(in: window("2026-10-25", zone), zone: zone)
    #expect(try autumn.map(\.start) == [instant("2026-10-25T00:30:00Z")])
  }

  @Test func `work that reaches into a window is whole as an occurrence and cut as time`() throws {
    let zone = try FixtureZone.rules("Europe/Paris")
    let long = try work(.monthly, from: "2026-01-30", at: 1_320, for: .days(3))
    let march = try window("2026-03", zone)
    // No 30 February: that of March goes on into April.
    #expect(
      shown(long.occurrences(in: march, zone: zone), zone)
        == ["2026-03-30 22:00 to 2026-04-02 22:00"]
    )
    #expect(long.intervals(in: march, zone: zone).length == .hours(26))
    let april = try long.intervals(in: window("2026-04", zone), zone: zone)
    #expect(
      shown(april.intervals, zone) == [
        "2026-04-01 00:00 to 2026-04-02 22:00", "2026-04-30 22:00 to 2026-05-01 00:00",
      ]
    )
  }

  @Test func `work that overlaps itself counts once`() throws {
    let zone = try FixtureZone.rules("Europe/Paris")
    let daily = try work(.daily, count: 3, from: "2026-06-01", at: 0, for: .hours(36))
    let june = try window("2026-06", zone)
    #expect(daily.occurrences(in: june, zone: zone).count == 3)
    #expect(daily.intervals(in: june, zone: zone).length == .hours(84))
  }

  @Test func `a window without work, an empty one and a date left out have none`() throws {
    let zone = try FixtureZone.rules("Pacific/Apia")
    let daily = try work(.daily, from: "2011-12-30", at: 600, for: .hours(1))
    let dropped = Interval(try instant("2011-12-30T00:00:00Z"), try instant("2011-12-30T23:00:00Z"))
    // 10:00 of the first date that there is, 31 December, is 20:00 UTC on the 30th.
    #expect(
      shown(daily.occurrences(in: dropped, zone: zone), zone)
        == ["2011-12-31 10:00 to 2011-12-31 11:00"]
    )
    #expect(try daily.occurrences(in: window("2011-11", zone), zone: zone) == [])
    let empty = Interval(dropped.end, dropped.start)
    #expect(daily.occurrences(in: empty, zone: zone) == [])
    #expect(daily.intervals(in: empty, zone: zone).isEmpty)
  }
}
