import Testing

/// The rules, each held against a snippet that breaks it and one that doesn't.
@Suite struct RuleTests {
  private func lines(
    _ rule: (SourceFile) -> [Finding],
    _ text: String,
    path: String = "Sources/Values/Chronology/A.swift"
  ) -> [Int] {
    rule(SourceFile(path: path, text: text)).map(\.line)
  }

  @Test func `a file of 301 lines is too long`() {
    #expect(lines(SizeRules.longFile, String(repeating: "a\n", count: 300)) == [])
    #expect(lines(SizeRules.longFile, String(repeating: "a\n", count: 300) + "a") == [301])
  }

  @Test func `so is a script, but not the verifier that is one file by design`() {
    let text = { (count: Int) in String(repeating: "a\n", count: count) }
    #expect(SizeRules.longScript("scripts/a.sh", text(300)).isEmpty)
    #expect(SizeRules.longScript("scripts/a.sh", text(301)).map(\.line) == [301])
    #expect(SizeRules.longScript("tools/constat-verify.py", text(301)).isEmpty)
  }

  @Test func `a function of 71 lines is too long`() {
    let inner = { (count: Int) in "\nfunc f() {\n" + String(repeating: "a\n", count: count) + "}" }
    #expect(lines(SizeRules.longFunctions, inner(68)) == [])
    #expect(lines(SizeRules.longFunctions, inner(69)) == [2])
  }

  @Test(arguments: ["Manager", "Helper", "Utils", "Handler", "Endpoint"])
  func `a type can't be called by a name that says nothing`(ending: String) {
    #expect(lines(NameRules.emptyNames, "final class Probe\(ending) {}") == [1])
    #expect(lines(NameRules.emptyNames, "let x = Probe\(ending)()") == [])
  }

  @Test func `twins are types of one name that two targets show to others`() {
    let room = { (target: String, text: String) in
      SourceFile(path: "Sources/Decisions/\(target)/A.swift", text: text)
    }
    let first = room("Judging", "package final class Page {}\npackage import A")
    let second = room("Reporting", "/// B.\n\npackage indirect enum Page {}")
    #expect(NameRules.twins([first, second]).map(\.line) == [3])
    #expect(NameRules.twins([first, room("Judging", "package struct Page {}")]).isEmpty)
    #expect(NameRules.twins([first, room("Reporting", "struct Page {}")]).isEmpty)
    #expect(
      NameRules.twins([
        first, room("Reporting", "package struct Other {\n  package enum Page {}\n}"),
      ]).isEmpty
    )
  }

  @Test(arguments: [
    "let a = Date()", "Task.sleep(for: d)", "DispatchTime.now()", "ContinuousClock()", "print(a)",
    "try! f()", "fatalError()", "unsafe p.pointee", "[unowned self] in",
  ])
  func `a banned call is found in code only`(call: String) {
    #expect(lines(CallRules.bannedCalls, "a\n\(call)") == [2])
    #expect(lines(CallRules.bannedCalls, "// \(call)\n/* \(call) */\nlet a = \"\(call)\"") == [])
  }

  @Test func `a banned call has no spaces in it`() {
    #expect(lines(CallRules.bannedCalls, "#expect(try !(a < b))") == [])
  }

  @Test func `a banned call is allowed where it belongs`() {
    let path = "Sources/Handles/Posix/A.swift"
    #expect(lines(CallRules.bannedCalls, "unsafe f(ContinuousClock())", path: path) == [])
    #expect(lines(CallRules.bannedCalls, "report.print(a); fatalError(\"why\")", path: path) == [])
    let console = "Sources/Programs/Console/A.swift"
    #expect(lines(CallRules.bannedCalls, "print(a)", path: console) == [])
  }

  @Test func `a Double is inexact, in words and in digits`() {
    #expect(lines(CallRules.inexactNumbers, "let a: Double\nlet b = 1.5\nlet c = 1...5") == [1, 2])
    let console = "Sources/Programs/Console/A.swift"
    #expect(lines(CallRules.inexactNumbers, "let a: Double", path: console) == [])
    let reporting = "Sources/Decisions/Reporting/A.swift"
    #expect(lines(CallRules.inexactNumbers, "let a: Double", path: reporting) == [1])
  }

  @Test func `a note for later is found in comments and names`() {
    #expect(lines(CommentRules.leftoverNotes, "// TODO: x\nlet FIXME = 1\n/* XXX */") == [2, 1, 3])
    #expect(lines(CommentRules.leftoverNotes, "let a = \"TODO\" // XXXL") == [])
  }

  @Test func `an unchecked promise needs its reason within three lines`() {
    let promise = "final class A: @unchecked Sendable {}"
    #expect(lines(CommentRules.unexplainedPromises, promise) == [1])
    let why = "/// Safe because: it never changes.\n"
    #expect(lines(CommentRules.unexplainedPromises, why + "\n\n" + promise) == [])
    #expect(lines(CommentRules.unexplainedPromises, why + "\n\n\n" + promise) == [5])
    #expect(lines(CommentRules.unexplainedPromises, promise + "\n" + why) == [])
    #expect(lines(CommentRules.unexplainedPromises, promise + "\n\n" + why) == [1])
    #expect(lines(CommentRules.unexplainedPromises, "nonisolated(unsafe) var a = 1") == [1])
  }

  @Test func `a declaration for others needs a doc comment`() {
    let rule = CommentRules.undocumentedDeclarations
    #expect(lines(rule, "package struct A {\n  package init(a: Int) {}\n}") == [1, 2])
    #expect(lines(rule, "package private(set) var a = 1\npackage static func f() {}") == [1, 2])
    #expect(lines(rule, "// no\npackage let a = 1\n\npackage actor B {}") == [2, 4])
    #expect(lines(rule, "/// A.\npackage struct A {\n  /// B.\n  package init() {}\n}") == [])
    #expect(lines(rule, "/// A.\n@safe\n@available(x, y)\npackage final class A {}") == [])
    #expect(lines(rule, "/// A.\n// swift-format-ignore\nstatic package func a() {}") == [])
    #expect(lines(rule, "package import A\npackage extension B {}\nlet package = Package()") == [])
    #expect(lines(rule, "package let a = 1", path: "Tests/TestKit/A.swift") == [])
  }

  @Test func `paths under docs are found in prose, links and code`() {
    let text = "See docs/a.md.\n[b](../docs/b/c.md#d), `docs/e.md`\nnot mydocs/f.md, docs/*.md"
    let found = PageRules.mentionedPaths(in: text)
    #expect(found.map(\.path) == ["docs/a.md", "docs/b/c.md", "docs/e.md"])
    #expect(found.map(\.line) == [1, 2, 2])
  }
}
