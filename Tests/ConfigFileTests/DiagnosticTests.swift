import Testing
import Yaml

@testable import ConfigFile

@Suite struct DiagnosticTests {
  private func excerpt(_ text: String, _ line: Int, _ column: Int) -> Diagnostic.Excerpt? {
    SourceLines(Array(text.utf8)).excerpt(at: YamlMark(line: line, column: column))
  }

  @Test func `a diagnostic prints its place, its rule, what to do, the line and a caret`() {
    let diagnostic = Diagnostic(
      file: "constatd.yaml",
      line: 12,
      column: 5,
      message: "unknown key 'intervall'",
      hint: "did you mean 'interval'?",
      excerpt: .init(text: "    intervall: 30s", offset: 4)
    )
    #expect(
      "\(diagnostic)" == """
        constatd.yaml:12:5: error: unknown key 'intervall'; did you mean 'interval'?
                intervall: 30s
                ^
        """
    )
  }

  @Test func `a diagnostic of the whole file prints no place`() {
    let diagnostic = Diagnostic(file: "a.yaml", severity: .warning, message: "it is old")
    #expect("\(diagnostic)" == "a.yaml: warning: it is old")
  }

  @Test(arguments: [
    ("a\nb\n", 2, 1, "b"), ("a\r\nb", 2, 1, "b"), ("a\rb", 2, 1, "b"), ("a\u{85}b", 2, 1, "b"),
    ("a\u{2028}b\u{2029}c", 3, 1, "c"), ("\u{FEFF}a", 1, 1, "a"), ("\ta", 1, 2, " a"),
  ])
  func `lines end where libyaml ends them`(
    _ text: String,
    _ line: Int,
    _ column: Int,
    _ wanted: String
  ) {
    #expect(excerpt(text, line, column)?.text == wanted)
  }

  @Test func `there is no excerpt of an empty line or beyond the text`() {
    #expect(excerpt("a\n\nb", 2, 1) == nil)
    #expect(excerpt("a", 2, 1) == nil)
    #expect(excerpt("a", 1, 9) == nil)
    #expect(excerpt("a", 1, 2) == .init(text: "a", offset: 1))
  }

  @Test func `a line with the query of an address is not shown`() {
    #expect(excerpt("a: {http: 'https://a.example/?key=x', b: 1}", 1, 39) == nil)
    #expect(excerpt("a: {http: 'https://a.example/', b: 1}", 1, 33) != nil)
    #expect(excerpt("body: '~ pan(ier)?'", 1, 1) != nil)
  }

  @Test func `of a long line the part around the place is shown`() {
    let line = String(repeating: "a", count: 300) + "b" + String(repeating: "c", count: 300)
    let shown = excerpt(line, 1, 301)
    #expect(shown?.text.count == 100)
    #expect(shown?.offset == 50)
    #expect(Array(shown?.text ?? "")[50] == "b")
  }

  @Test func `nothing that moves a terminal's cursor is printed`() {
    let shown = excerpt("a\u{1B}[31m\u{9B}\u{202E}b\tc", 1, 1)
    #expect(shown?.text == "a\u{FFFD}[31m\u{FFFD}\u{FFFD}b c")
    #expect(quoted(String(repeating: "x", count: 70)) == "'\(String(repeating: "x", count: 64))…'")
    #expect(quoted("é") == "'é'")
  }

  @Test func `findings come out in the order of files and places`() {
    let findings = Findings()
    func add(_ order: Int, _ line: Int, _ column: Int) {
      let message = "\(order).\(line).\(column)"
      let diagnostic = Diagnostic(file: "f", line: line, column: column, message: message)
      findings.add(diagnostic, order: order)
    }
    add(1, 1, 1)
    add(0, 2, 1)
    add(0, 1, 9)
    add(0, 1, 2)
    add(0, 0, 0)
    #expect(
      findings.ordered().first.map(\.message) == ["0.0.0", "0.1.2", "0.1.9", "0.2.1", "1.1.1"]
    )
    #expect(findings.errorCount == 5)
  }
}
