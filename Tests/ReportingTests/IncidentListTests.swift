import Chronology
import Judging
import Reporting
import TestKit
import Testing

@Suite struct IncidentListTests {
  @Test func `incidents as a table`() throws {
    let list = IncidentList(try ReportTests.minutes().incidents)
    let now = try Story.instant("2026-03-14T09:10:00.300Z")
    TestFile.expectGolden("Reporting/incidents.txt", list.text(at: now))
    #expect(withoutColours(list.text(at: now, ink: Ink(isColoured: true))) == list.text(at: now))
  }

  @Test func `incidents as JSON`() throws {
    let list = IncidentList(try ReportTests.minutes().incidents)
    TestFile.expectGolden("Reporting/incidents.json", list.json)
  }

  @Test func `the list of a judge is that of its reports`() throws {
    let story = try Story.minutes()
    let now = try Story.instant("2026-03-14T09:10:00.300Z")
    let all = IncidentList(of: [story.agreement], by: story.judge, at: now)
    #expect(all.incidents.map(\.incident.isOver) == [true, false])
    let late = Interval(now - .seconds(30), now)
    let some = IncidentList(of: [story.agreement], by: story.judge, in: late, at: now)
    #expect(some.incidents == Array(all.incidents.suffix(1)))
    #expect(try some == IncidentList(ReportTests.minutes().incidents))
    TestFile.expectGolden("Reporting/incidents-all.txt", all.text(at: now))
  }

  @Test func `no incidents`() throws {
    let now = try Story.instant("2026-03-14T09:10:00Z")
    #expect(IncidentList([]).text(at: now) == "no incidents\n")
    #expect(IncidentList([]).json == "[]\n")
  }
}
