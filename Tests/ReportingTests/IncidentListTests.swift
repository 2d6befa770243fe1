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

  @Test func `no incidents`() throws {
    let now = try Story.instant("2026-03-14T09:10:00Z")
    #expect(IncidentList([]).text(at: now) == "no incidents\n")
    #expect(IncidentList([]).json == "[]\n")
  }
}
