import Testing

@Suite struct UseRulesTests {
  private func file(_ path: String, _ text: String) -> SourceFile {
    SourceFile(path: path, text: text)
  }

  @Test func `what nobody names again is unused, and a test is a use`() {
    let source = file(
      "Sources/Handles/Posix/A.swift",
      "struct A {\n  static let b = 1\n  func c() { A.d() }\n  func d() {}\n}"
    )
    #expect(UseRules.unused([source]).map(\.line) == [2, 3])
    let test = file("Tests/PosixTests/ATests.swift", "let text = \"\\(A.b)\"\n// c\nfunc e() {}")
    #expect(UseRules.unused([source, test]).map(\.line) == [3])
  }

  @Test func `two of one name that nobody else names are both unused`() {
    let files = ["A", "B"].map { name in
      file("Sources/Handles/Posix/\(name).swift", "extension Int { func twice() {} }")
    }
    #expect(UseRules.unused(files).count == 2)
  }

  @Test func `a message stands in a fixture or a test by its longest piece`() {
    let text = """
      func error(_ text: String) {}
      error("'\\(key)' is missing", at: mark)
      warn(
        "no answer is slower than \\(f("x"))"
      )
      error(text)
      """
    let reader = file("Sources/Drivers/ConfigFile/A.swift", text)
    let lines = { (known: String) in UseRules.untestedMessages(reader, in: known).map(\.line) }
    #expect(lines("") == [2, 3])
    #expect(lines("'store' is missing") == [3])
    #expect(lines("'store' is missing\nno answer is slower than 3 s") == [])
    let other = file("Sources/Drivers/Storage/A.swift", text)
    #expect(UseRules.untestedMessages(other, in: "").isEmpty)
  }
}
