import Testing

@testable import Importing

@Suite struct QuotationTests {
  @Test(arguments: [
    ("abc", #""abc""#), ("", #""""#), ("a\"b", #""a\"b""#), ("a\nb", #""a\nb""#),
    ("\u{1B}[0m", #""\u{1B}[0m""#), ("\u{202E}x", #""\u{202E}x""#),
  ])
  func `foreign text is quoted as printable ASCII`(_ text: String, _ quotation: String) {
    #expect(quoted(text) == quotation)
  }

  @Test func `long text is cut off`() {
    #expect(quoted(String(repeating: "a", count: 40)).count == 42)
    #expect(quoted(String(repeating: "a", count: 41)).hasSuffix("a…\""))
  }
}
