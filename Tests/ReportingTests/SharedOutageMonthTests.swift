import Accounting
import Agreement
import Chronology
import Judging
import Reporting
import Sampling
import TestKit
import Testing

/// The trap of one outage that 200 checks share, over a whole month: 8,640,000 samples.
///
/// Hours in which nothing happens are told as `constat report` reads them of sealed days, by what sums them up; the
/// hours around the outage sample by sample. That both give the same is held elsewhere.
@Suite struct SharedOutageMonthTests {
  private static let count = 200

  /// Everything from an hour before the month to an hour after it; how many samples that were.
  private func tell(_ outage: SharedOutage, to judge: inout Judge) -> Int64 {
    var told: Int64 = 0
    for hour in -1...720 as ClosedRange<Int64> {
      let start = SharedOutage.start + .hours(hour)
      let isQuiet = !Interval(start - .hours(1), start + .hours(2)).overlaps(outage.outage)
      for check in 0..<Self.count {
        let minutes = (hour * 60)..<(hour * 60 + 60)
        if isQuiet {
          let run = AvailableRun(
            first: outage.sample(check, minute: minutes.lowerBound),
            last: outage.sample(check, minute: minutes.upperBound - 1),
            count: 60
          )
          if judge.take(run) { told += 60 }
        } else {
          for minute in minutes where judge.take(outage.sample(check, minute: minute)) { told += 1 }
        }
      }
    }
    return told
  }

  @Test(arguments: [UInt64(3)]) func `the report contains the truth`(seed: UInt64) throws {
    let outage = SharedOutage(seed: seed, checks: Self.count)
    let agreement = try WatchedMonth.agreement(
      "availability",
      .availability(AvailabilityTerms(try ClauseStory.percent("99.95"))),
      .english,
      composition: .all(outage.definitions.map { .check($0.id) })
    )
    var judge = Judge(agreements: [agreement])
    for (number, definition) in outage.definitions.enumerated() {
      judge.define(SeriesID(number: UInt32(number)), definition)
    }
    #expect(tell(outage, to: &judge) == Int64(Self.count) * 722 * 60, "not one is left out")
    let report = Report(
      on: agreement,
      by: judge,
      over: .fixed(name: "2026-06", SharedOutage.month),
      at: SharedOutage.month.end + .hours(1),
      zone: .utc,
      zoneVersion: "2025b",
      vantage: "here"
    )
    let standing = try #require(report.results.first).standing
    let (time, truth) = (standing.time, outage.outage.length.wholeMilliseconds)
    #expect(time.elapsed == 2_592_000_000, "all of the month is measured, nothing is deemed")
    #expect(time.deemed == 0 && time.unknown == 0)
    #expect(time.low <= truth && truth <= time.high)
    #expect(abs(time.estimate - truth) <= 2 * 60_000, "an interval at each edge")
    #expect(time.low >= truth - 11_000 && time.high <= truth + 2 * 61_000)
    #expect(standing.verdict == .missed)
    #expect(report.incidents.count == 1)
  }
}
