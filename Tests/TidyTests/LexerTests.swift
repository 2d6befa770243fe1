import Testing

@Suite struct LexerTests {
  private func code(_ text: String) -> [String] {
    Lexer(text).tokens.filter { $0.kind != .string }.map(\.text)
  }

  private func strings(_ text: String) -> [String] {
    Lexer(text).tokens.filter { $0.kind == .string }.map(\.text)
  }

  @Test func `words, numbers and signs come one by one`() {
    #expect(code("let a = b.0.1 + 1.5") == ["let", "a", "=", "b", ".", "0", ".", "1", "+", "1.5"])
    #expect(code("$0.0") == ["$", "0", ".", "0"])
    #expect(code("1...5") == ["1", ".", ".", ".", "5"])
  }

  @Test func `a string is text, its interpolation is code`() {
    let text = #"x("{ \(name + "}" + f(y)) \" }")"#
    #expect(code(text) == ["x", "(", "(", "name", "+", "+", "f", "(", "y", ")", ")", ")"])
    #expect(strings(text) == ["{ \u{FFFC}  }", "}"])
  }

  @Test func `a raw string keeps its quotes and backslashes`() {
    let text = ###"a(#"{ "quoted" \n \#(value)"#, ##"x"#y"##)"###
    #expect(code(text) == ["a", "(", "(", "value", ")", ",", ")"])
    #expect(strings(text) == [#"{ "quoted" \n "# + "\u{FFFC}", ##"x"#y"##])
  }

  @Test func `a multi-line string counts its lines`() {
    let text = "let a = \"\"\"\n  func \"b\" {\n  \"\"\"\nlet c"
    let tokens = Lexer(text).tokens
    #expect(tokens.map(\.text) == ["let", "a", "=", "\n  func \"b\" {\n  ", "let", "c"])
    #expect(tokens.map(\.line) == [1, 1, 1, 1, 4, 4])
  }

  @Test func `an empty string is closed`() {
    #expect(code(#"a("", b)"#) == ["a", "(", ",", "b", ")"])
  }

  @Test func `comments are kept apart, nested ones too`() {
    let lexer = Lexer("a /* { /* } */ b\n { */ c // d {\n/// e\nf")
    #expect(lexer.tokens.map(\.text) == ["a", "c", "f"])
    #expect(lexer.tokens.map(\.line) == [1, 2, 4])
    #expect(lexer.comments.map(\.text) == ["/* { /* } */ b", " { */", "// d {", "/// e"])
    #expect(lexer.comments.map(\.isDocumentation) == [false, false, false, true])
  }

  @Test func `a name in back-ticks may hold quotes and braces`() {
    #expect(code("func `a \"b\" { c`() {}") == ["func", "a \"b\" { c", "(", ")", "{", "}"])
  }

  @Test func `an unclosed string ends with its line`() {
    #expect(code("let a = \"b\nlet c") == ["let", "a", "=", "let", "c"])
  }
}
