import Agreement
import Chronology
import TestKit
import Testing

@Suite struct ServiceHoursTests {
  static let office = WeeklyHours(
    [DayHours(weekdays: [1, 2, 3, 4, 5], from: 480, to: 1_200)],
    holidays: ["2026-05-01", "2026-05-08", "2026-05-14", "2026-05-25"].compactMap { CivilDate($0) }
  )

  private func hours(
    _ start: Int,
    _ end: Int,
    on weekdays: [Int] = Array(1...7),
    but holidays: [String] = []
  ) -> WeeklyHours {
    WeeklyHours(
      [DayHours(weekdays: weekdays, from: start, to: end)],
      holidays: holidays.compactMap { CivilDate($0) }
    )
  }

  /// The accounting vector V12b.
  @Test(arguments: [("2026-03-28", 6), ("2026-03-29", 5), ("2026-10-25", 7), ("2026-10-26", 6)])
  func `six hours of the night last`(day: String, count: Int64) throws {
    let zone = try FixtureZone.rules("Europe/Paris")
    let night = try hours(0, 360).intervals(in: window(day, zone), zone: zone)
    #expect(night.length == .hours(count))
    #expect(night.intervals.count == 1)
  }

  /// The accounting vector V12.
  @Test func `a month of office hours has seventeen days without its holidays`() throws {
    let zone = try FixtureZone.rules("Europe/Paris")
    let may = try ServiceHours.weekly(Self.office).intervals(
      in: window("2026-05", zone),
      zone: zone
    )
    #expect(may.intervals.count == 17)
    #expect(may.length == .hours(204))
    let outage = try Interval(instant("2026-05-15T17:30:00Z"), instant("2026-05-18T06:45:00Z"))
    #expect(may.intersection(outage).length == .minutes(75))
    #expect(outage.length == .minutes(61 * 60 + 15))
  }

  @Test func `always is the whole window`() throws {
    let zone = try FixtureZone.rules("Europe/Paris")
    let march = try window("2026-03", zone)
    #expect(ServiceHours.always.intervals(in: march, zone: zone) == IntervalSet([march]))
    let empty = Interval(march.end, march.start)
    #expect(ServiceHours.always.intervals(in: empty, zone: zone).isEmpty)
    #expect(hours(0, 360).intervals(in: empty, zone: zone).isEmpty)
  }

  @Test func `whole days leave no time between them, whatever the clocks do`() throws {
    for name in FixtureZone.names {
      let zone = try FixtureZone.rules(name)
      for year in ["1919", "1996", "2011", "2026"] {
        let window = try window(year, zone)
        #expect(hours(0, 1_440).intervals(in: window, zone: zone) == IntervalSet([window]))
      }
    }
  }

  @Test func `hours across midnight belong to the day on which they begin`() throws {
    let zone = try FixtureZone.rules("Europe/Paris")
    // A holiday on the day after takes nothing away.
    let fridays = hours(1_320, 240, on: [5], but: ["2026-06-12", "2026-06-20"])
    let june = try fridays.intervals(in: window("2026-06", zone), zone: zone)
    #expect(
      shown(june.intervals, zone) == [
        "2026-06-05 22:00 to 2026-06-06 04:00", "2026-06-19 22:00 to 2026-06-20 04:00",
        "2026-06-26 22:00 to 2026-06-27 04:00",
      ]
    )
    let nights = hours(1_320, 240)
    let day = try nights.intervals(in: window("2026-06-06", zone), zone: zone)
    #expect(
      shown(day.intervals, zone) == [
        "2026-06-06 00:00 to 2026-06-06 04:00", "2026-06-06 22:00 to 2026-06-07 00:00",
      ]
    )
  }

  @Test func `hours that end as they begin last a day by the clock`() throws {
    let zone = try FixtureZone.rules("Europe/Paris")
    let saturdays = hours(600, 600, on: [6])
    let march = try saturdays.intervals(in: window("2026-03", zone), zone: zone)
    // The first is what is left of those of 28 February.
    #expect(march.intervals.map(\.length) == [10, 24, 24, 24, 23].map { TimeAmount.hours($0) })
  }

  @Test func `hours that the clocks skip are none, and hours that come twice come once`() throws {
    let zone = try FixtureZone.rules("Europe/Paris")
    let spring = try window("2026-03-29", zone)
    let autumn = try window("2026-10-25", zone)
    // 02:30 is reckoned at 03:30 by summer time, when 03:00 is over.
    #expect(hours(150, 180).intervals(in: spring, zone: zone).isEmpty)
    #expect(hours(150, 240).intervals(in: spring, zone: zone).length == .minutes(30))
    #expect(hours(120, 165).intervals(in: autumn, zone: zone).length == .minutes(45))
    #expect(hours(120, 180).intervals(in: autumn, zone: zone).length == .hours(2))
  }

  @Test func `rules that overlap or touch are one stretch of hours`() throws {
    let zone = try FixtureZone.rules("Europe/Paris")
    let rules = [(720, 1_080), (480, 720), (600, 660), (1_380, 30), (0, 60)].map { start, end in
      DayHours(weekdays: Array(1...7), from: start, to: end)
    }
    let day = try WeeklyHours(rules).intervals(in: window("2026-06-03", zone), zone: zone)
    #expect(day.length == .hours(1 + 10 + 1))
    #expect(day.intervals.count == 3)
  }

  @Test func `a date that the zone left out has no hours`() throws {
    // Friday 30 December 2011 in Samoa.
    let zone = try FixtureZone.rules("Pacific/Apia")
    let week = try hours(480, 1_200).intervals(in: window("2011-W52", zone), zone: zone)
    #expect(week.length == .hours(6 * 12))
    #expect(shown(week.intervals, zone)[4] == "2011-12-31 08:00 to 2011-12-31 20:00")
    let fridays = hours(480, 1_200, on: [5])
    #expect(try fridays.intervals(in: window("2011-W52", zone), zone: zone).isEmpty)
  }

  @Test func `a window of ten years has its hours, and a longer one is refused`() async throws {
    let zone = try FixtureZone.rules("Europe/Paris")
    let start = try instant("2020-01-01T00:00:00Z")
    let decade = Interval(start, start + .days(ServiceHours.longestWindow))
    #expect(hours(480, 1_200).intervals(in: decade, zone: zone).intervals.count == 3_660)
    await #expect(processExitsWith: .failure) {
      let start = Instant(seconds: 0)
      let window = Interval(start, start + .days(ServiceHours.longestWindow) + .seconds(1))
      _ = WeeklyHours([]).intervals(in: window, zone: .utc)
    }
  }
}
