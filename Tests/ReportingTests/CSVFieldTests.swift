import Testing

@testable import Reporting

@Suite struct CSVFieldTests {
  @Test(
    arguments: [
      ("telephone", "telephone"), ("", ""), ("a=1", "a=1"), ("=1+1", "'=1+1"), ("+1", "'+1"),
      ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"), (" =1", "' =1"), ("\t=1", "'\t=1"),
      ("\u{FF1D}1", "'\u{FF1D}1"),
    ]
  )
  func `no text of somebody else's becomes a formula`(text: String, shown: String) {
    #expect(CSVReport.foreign(text) == shown)
  }
}
