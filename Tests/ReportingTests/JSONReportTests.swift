import Agreement
import Reporting
import TestKit
import Testing

@Suite struct JSONReportTests {
  @Test func `a closed month as JSON`() throws {
    TestFile.expectGolden("Reporting/march.json", try ReportTests.march().json)
  }

  @Test func `an open month as JSON`() throws {
    let report = try ReportTests.march(until: "2026-03-14T09:20:00Z")
    TestFile.expectGolden("Reporting/march-open.json", report.json)
  }

  @Test func `rolling windows as JSON`() throws {
    TestFile.expectGolden("Reporting/rolling.json", try ReportTests.minutes().json)
  }

  @Test func `the language changes no byte of the figures`() throws {
    let (french, english) = (try ReportTests.march(.french), try ReportTests.march(.english))
    // The parties call it by a name in their language.
    let titled = french.json.replacing(french.agreement.title, with: english.agreement.title)
    #expect(titled == english.json)
  }
}
