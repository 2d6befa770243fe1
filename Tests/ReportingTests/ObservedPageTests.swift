import Agreement
import Reporting
import TestKit
import Testing

/// A report on what is observed outside, as pages to hand over.
@Suite struct ObservedPageTests {
  @Test(arguments: Language.allCases)
  func `a month of a desk as a page in both languages`(language: Language) throws {
    let (report, judge, now) = try ObservedReportTests().report(language)
    let detail = ReportDetail(of: report, by: judge, at: now)
    let name = "Reporting/observed.\(language.rawValue)"
    TestFile.expectGolden("\(name).html", report.html(detail))
    TestFile.expectGolden("\(name).md", report.markdown(detail))
    // Of samples, failures and incidents there is nothing to say where nobody probed.
    let text = report.text()
    let title = language == .english ? "METHOD" : "MÉTHODE"
    let method = text[try #require(text.firstRange(of: title)).upperBound...]
    for word in ["sample", "failed", "incident", "échou", "mesures"] {
      #expect(!method.contains(word), "\(word): \(method)")
    }
  }
}
