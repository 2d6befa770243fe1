import Testing

@Suite struct FunctionScannerTests {
  private func spans(_ text: String) -> [FunctionSpan] {
    SourceFile(path: "a.swift", text: text).functions
  }

  @Test func `a function reaches from its keyword to its closing brace`() {
    let text = """
      struct A {
        /// {
        func f(
          _ body: () -> Void = {}
        ) throws(E) -> [Int] {
          let s = "}"  // }
          if s { g() }
        }
      }
      """
    #expect(spans(text) == [FunctionSpan(name: "f", firstLine: 3, lastLine: 8)])
  }

  @Test func `a requirement of a protocol has no body`() {
    let text = """
      protocol P {
        func f() -> Int
        var x: Int { get }
        init?(a: Int)
        func g()
      }
      struct B { func h() {} }
      """
    #expect(spans(text).map(\.name) == ["x", "h"])
  }

  @Test func `initializers, subscripts and deinit count, calls don't`() {
    let text = """
      init(a: Int) { self.init(); .init(3) }
      deinit {}
      subscript(i: Int) -> Int { i }
      """
    #expect(spans(text).map(\.name) == ["init", "deinit", "subscript"])
  }

  @Test func `a computed property counts, a stored one doesn't`() {
    let text = """
      var a: Int = 3
      var b: [String: Int] {
        get { 1 }
        set {}
      }
      var c: Int
      let d = f { 1 }
      var e = f { 2 }
      """
    #expect(spans(text) == [FunctionSpan(name: "b", firstLine: 2, lastLine: 5)])
  }

  @Test func `a nested function is listed beside the one around it`() {
    #expect(spans("func a() {\n  func b() {\n  }\n}").map(\.lineCount) == [4, 2])
  }

  @Test func `a name in back-ticks is a name`() {
    #expect(spans("func `it is so`() {}").map(\.name) == ["it is so"])
  }
}
