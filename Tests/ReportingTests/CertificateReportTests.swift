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
  private let check: Check
  private let agreement: Agreement

  init() throws {
    check = try Story.check("www", interval: .seconds(60), timeout: .seconds(10))
    agreement = try Self.agreement(.english, check)
  }

  private static func agreement(_ language: Language, _ check: Check) throws -> Agreement {
    let base = try Story.agreement(language, window: .month, check: check)
    return Agreement(
      id: base.id,
      title: base.title,
      revision: base.revision,
      effective: base.effective,
      language: language,
      timeZone: "UTC",
      currency: base.currency,
      parties: base.parties,
      services: base.services,
      objectives: [
        Objective(
          id: "certificates",
          service: "storefront",
          indicator: .certificateValidity(CertificateTerms(atLeast: .days(14))),
          window: .month
        )
      ],
      sha256: base.sha256
    )
  }

  private func served(_ number: UInt8, ends: String, issuer: String) throws -> ServedCertificate {
    ServedCertificate(
      Certificate(
        sha256: [UInt8](repeating: number, count: 32),
        ends: try Story.instant(ends),
        chainStarts: try Story.instant("2026-01-01T00:00:00Z"),
        chainEnds: try Story.instant(ends),
        subject: "CN=www.example",
        issuer: issuer
      )
    )
  }

  private func judge(_ agreement: Agreement) throws -> Judge {
    let start = try Story.instant("2026-02-28T23:50:00Z")
    var story = Story(agreement, checks: [check])
    story.tell(from: start, to: try Story.instant("2026-04-01T00:10:00Z"), Story.up)
    var judge = story.judge
    judge.take(
      try served(1, ends: "2026-03-30T12:00:00Z", issuer: "CN=R10,O=Old"),
      of: SeriesID(number: 0),
      since: start,
      lastBefore: start
    )
    judge.take(
      try served(2, ends: "2026-06-15T09:30:00Z", issuer: "CN=R11\u{1B}[1m,O=\"New, Ltd\""),
      of: SeriesID(number: 0),
      since: try Story.instant("2026-03-17T09:01:00Z"),
      lastBefore: try Story.instant("2026-03-17T09:00:00Z")
    )
    return judge
  }

  private func report(_ language: Language = .english) throws -> (report: Report, judge: Judge) {
    let agreement = try Self.agreement(language, check)
    let judge = try judge(agreement)
    let window = try #require(CivilWindow("2026-03")).interval(in: .utc)
    let report = Report(
      on: agreement,
      by: judge,
      over: .fixed(name: "2026-03", window),
      at: try Story.instant("2026-04-01T00:10:00Z"),
      zone: .utc,
      zoneVersion: "2025b",
      vantage: "par1"
    )
    return (report, judge)
  }

  @Test func `The example of the documentation`() throws {
    let standing = try #require(try report().report.results.first).standing
    #expect(standing.time.low == 75_600_000)
    #expect(standing.time.estimate == 75_630_000)
    #expect(standing.time.high == 75_660_000)
    #expect(standing.high.text(decimals: 6) == "97.177419 %")
    #expect(standing.verdict == .missed && standing.isClosed)
    #expect(standing.coverage.part == standing.coverage.whole)
  }

  @Test func `The text says what is promised, until when it is valid and who issued it`() throws {
    let text = try report().report.text()
    #expect(text.contains("certificate valid for 14 d"), "\(text)")
    #expect(text.contains("≥ 100 % of the time per month"), "\(text)")
    #expect(text.contains("www: until 2026-06-15 09:30:00 +00:00 (R11\u{FFFD}[1m)"), "\(text)")
    let french = try report(.french).report.text()
    #expect(french.contains("certificat valide encore 14 j"), "\(french)")
    #expect(french.contains("www\u{A0}: jusqu'au "), "\(french)")
    #expect(french.contains("MANQU"), "\(french)")
  }

  @Test func `So do JSON, CSV, Markdown and HTML`() throws {
    let (report, judge) = try report()
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
    let judge = try judge(agreement)
    let definitions = [check.definition]
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
