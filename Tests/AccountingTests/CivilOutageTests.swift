import Agreement
import Chronology
import TestKit
import Testing

@testable import Accounting

/// Outages of which the calendar says how long they are.
@Suite struct CivilOutageTests {
  /// From 01:30 to 03:30 by the clocks of Paris, on the nights on which they are set.
  @Test(arguments: ["spring", "autumn"])
  func `V12b: an outage of two hours by the clock lasts one or three`(season: String) throws {
    let vector = try Vector.one("figures", "V12b")
    let zone = try ZoneRules(tzif: TestFile.fixture("zones/Europe-Paris.tzif"))
    let outage = try vector.interval(season)
    let hours = ServiceHours.weekly(
      WeeklyHours([
        DayHours(
          weekdays: Array(1...7),
          from: Int(try vector.number("from")),
          to: Int(try vector.number("to"))
        )
      ])
    )
    let day = CivilWindow(.day, containing: outage.end, in: zone).interval(in: zone)
    let night = hours.intervals(in: day, zone: zone)
    #expect(CivilTime(outage.start, in: zone).minuteText.contains("01:30"))
    #expect(CivilTime(outage.end, in: zone).minuteText.contains("03:30"))
    let time = try #require(
      ServiceTime(day, hours: night, validity: around(day))
    )
    let figures = ServiceFigures(
      of: ServiceTimeline(certain([outage], in: around(day))),
      in: time,
      by: AvailabilityTerms(.one)
    )
    #expect(figures.down == (try vector.seconds("\(season)_down")))
    #expect(figures.up + figures.down == night.length.wholeMilliseconds)
  }
}
