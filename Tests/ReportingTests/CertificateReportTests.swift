import Accounting
import Agreement
import Chronology
import Judging
import Sampling
import StoreFormat
import TestKit
import Testing

@testable import Reporting

/// How a report and the status tell of certificates.
///
/// The example of docs/accounting.md: no good from 16 March at 12:00 on, renewed on the 17th at 9.
@Suite struct CertificateReportTests {
  @Test func `The example of the documentation`() throws {
    let standing = try #require(WatchedMonth.certificates().report.results.first).standing
    #expect(standing.time.low == 75_600_000)
    #expect(standing.time.estimate == 75_630_000)
    #expect(standing.time.high == 75_660_000)
    #expect(standing.high.text(decimals: 6) == "97.177419 %")
    #expect(standing.verdict == .missed && standing.isClosed)
    #expect(standing.coverage.part == standing.coverage.whole)
  }

  @Test func `The text says what is promised, until when it is valid and who issued it`() throws {
    let text = try WatchedMonth.certificates().report.text()
    #expect(text.contains("certificate valid for 14 d"), "\(text)")
    #expect(text.contains("≥ 100 % of the time per month"), "\(text)")
    #expect(text.contains("www: until 2026-06-15 09:30:00 +00:00 (R11\u{FFFD}[1m)"), "\(text)")
    let french = try WatchedMonth.certificates(.french).report.text()
    #expect(french.contains("certificat valide encore 14 j"), "\(french)")
    #expect(french.contains("www\u{A0}: jusqu'au "), "\(french)")
    #expect(french.contains("MANQU"), "\(french)")
  }

  @Test func `So do JSON, CSV, Markdown and HTML`() throws {
    let month = try WatchedMonth.certificates()
    let (report, judge) = (month.report, month.judge)
    #expect(report.json.contains("\"kind\": \"certificate-validity\""))
    #expect(report.json.contains("\"at_least_ms\": 1209600000"))
    #expect(report.json.contains("\"chain_ends\": \"2026-06-15T09:30:00Z\""), "\(report.json)")
    #expect(report.json.contains("\"good_until\": \"2026-06-01T09:30:00Z\""))
    #expect(report.json.contains("\"met\": \"2026-03-17T09:01:00Z\""))
    #expect(report.csv.contains(",certificate_end,certificate_issuer,in_time_"), "\(report.csv)")
    #expect(report.csv.contains(",2026-06-15T09:30:00Z,\"CN=R11"), "\(report.csv)")
    let detail = ReportDetail(of: report, by: judge, at: report.window.end)
    #expect(report.markdown(detail).contains("www: until 2026-06-15"))
    let page = report.html(detail)
    #expect(page.contains("www: until 2026-06-15"))
    #expect(!page.contains("\u{1B}"))
  }

  @Test func `The status shows how many days are left`() throws {
    let judge = try WatchedMonth.certificates().judge
    let definitions = [try WatchedMonth.check().definition]
    func status(_ now: String) throws -> Status {
      Status(of: definitions, by: judge, at: try Story.instant(now)) { _ in .utc }
    }
    let now = try status("2026-04-01T00:10:00Z")
    #expect(now.text().contains("CERTIFICATE"))
    #expect(now.text().contains(" 75 d "), "\(now.text())")
    let json = now.json(samples: 1, isRecording: true)
    #expect(json.contains("\"certificate_end\": \"2026-06-15T09:30:00Z\""))
    #expect(json.contains("\"certificate_fault\": null"))
    #expect(try status("2026-06-16T00:00:00Z").text().contains(" ended "))
  }
}
