import Accounting
import Agreement
import Chronology
import Judging
import TestKit
import Testing

@testable import Reporting

/// How a report prints the value of a percentile.
@Suite struct PercentileReportTests {
  private func report(
    _ figure: PercentileFigure,
    _ language: Language = .english
  ) throws -> Report {
    var report = try ClauseStory(language: language).report()
    report.take(["p99": figure])
    return report
  }

  private let known = PercentileFigure(
    value: .value(737_234),
    valid: 44_580,
    failed: 45,
    isEstimable: true
  )

  @Test func `in every format`() throws {
    let report = try report(known)
    let text = "p99 = 737.234 ms (44,580 counted, 45 failed)"
    #expect(report.text().contains(text), "\(report.text())")
    #expect(report.json.contains("\"value_us\": 737234"))
    #expect(report.json.contains("\"failed\": 45"))
    #expect(report.csv.split(separator: "\r\n")[0].contains(",value_us,failed_samples,estimable,"))
    #expect(report.csv.contains(",737234,45,true,"))
    let detail = ReportDetail(of: report, by: Judge(agreements: []), at: report.window.end)
    #expect(report.markdown(detail).contains(text))
    #expect(report.html(detail).contains(text))
  }

  @Test func `a failure and too few samples are said`() throws {
    let few = PercentileFigure(value: .failed, valid: 20, failed: 3, isEstimable: false)
    #expect(
      try report(few).text().contains(
        "p99 = failed (20 counted, 3 failed; not estimable from so few: they don't bound it from above)"
      )
    )
    #expect(try report(few).json.contains("\"value_us\": \"failed\""))
    #expect(try report(few).json.contains("\"estimable\": false"))
    #expect(try report(few, .french).text().contains("p99 = échec (20 "))
    let none = PercentileFigure(value: nil, valid: 0, failed: 0, isEstimable: false)
    #expect(try report(none).json.contains("\"value_us\": null"))
  }
}
