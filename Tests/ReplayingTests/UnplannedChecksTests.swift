import Chronology
import Judging
import Sampling
import StoreFormat
import TestKit
import Testing

@testable import Replaying

@Suite struct UnplannedChecksTests {
  private func told(_ start: Int64, _ end: Int64, isOver: Bool = false) -> Unplanned {
    Unplanned(series: SeriesID(number: 0), interval: Interval(at(start), at(end)), isOver: isOver)
  }

  @Test func `what goes on is one absence, until it is over`() throws {
    let web = try checkID("web")
    var checks = UnplannedChecks()
    checks.take(told(10, 10), of: web)
    checks.take(told(10, 50), of: web)
    checks.take(told(50, 90), of: web)
    #expect(checks.absences.count == 1)
    #expect(checks.absences[web]?.time == Interval(at(10), at(90)))
    checks.take(told(90, 120, isOver: true), of: web)
    #expect(checks.absences.isEmpty)
    checks.take(told(200, 200), of: web)
    checks.take(told(300, 300), of: web)
    #expect(checks.absences[web]?.time == Interval(at(300), at(300)), "between it was in a plan")
  }

  @Test func `a record tells it, and when it began`() throws {
    var result = Recollection(judge: Judge(agreements: []))
    for (number, definition) in RandomHistory.definitions.enumerated() {
      result.take(.series(SeriesID(number: UInt32(number)), definition))
    }
    #expect(result.firstTime == nil)
    result.note(commit: at(7))
    result.take(.unplanned(told(10, 30)))
    result.note(commit: at(30))
    #expect(result.firstTime == at(7))
    result.take(.started(DaemonStart(time: at(6), version: "", configuration: [])))
    #expect(result.firstTime == at(6), "a start is put on record after it")
    let web = try checkID("web")
    #expect(result.unplanned.absences.map(\.key) == [web])
    var other = told(0, 1)
    other.series = SeriesID(number: 99)
    result.take(.unplanned(other))
    #expect(result.unplanned.absences.count == 1, "what is not defined is nobody's")
  }
}
