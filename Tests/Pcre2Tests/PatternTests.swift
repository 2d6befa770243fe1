import Pcre2
import Testing

@Suite struct PatternTests {
  @Test(
    arguments: [
      ("^application/json", "application/json; charset=utf-8", MatchResult.matched),
      ("^application/json", "text/html", .notMatched),
      ("Bienvenue", "…Bienvenue à toi", .matched),
      ("^.$", "é", .matched),
      ("", "", .matched),
      ("a{2,3}$", "caa", .matched),
    ]
  )
  func `A pattern is looked for anywhere in the text`(
    _ pattern: String,
    _ text: String,
    _ expected: MatchResult
  ) throws {
    #expect(try Pattern(pattern).match(text) == expected)
  }

  @Test func `A pattern that can't be compiled says where`() {
    let error = #expect(throws: PatternError.self) { try Pattern("ab(c") }
    #expect(error?.offset == 4)
    #expect(error?.description == "missing closing parenthesis at byte 4")
  }

  @Test func `A pattern that is too long is refused`() {
    #expect(throws: PatternError.self) {
      try Pattern(String(repeating: "a", count: Pattern.lengthLimit + 1))
    }
  }

  @Test func `Bytes that are not UTF-8 match nothing but spoil nothing`() throws {
    let bytes: [UInt8] = [0xFF, 0xFE] + Array("status ok".utf8) + [0xC3]
    #expect(try Pattern("status ok").match(bytes.span) == .matched)
    #expect(try Pattern("^.").match([UInt8](repeating: 0xFF, count: 3).span) == .notMatched)
  }

  @Test func `Catastrophic backtracking ends at the step limit`() throws {
    let pattern = try Pattern("^(a+)+$", limits: MatchLimits(steps: 10_000))
    #expect(pattern.match(String(repeating: "a", count: 60) + "b") == .limitExceeded)
  }

  @Test func `Deep nesting ends at the depth or memory limit`() throws {
    let pattern = try Pattern("^(?:a|b)*?c", limits: MatchLimits(depth: 100, memory: 64))
    #expect(pattern.match(String(repeating: "ab", count: 50_000)) == .limitExceeded)
  }

  @Test func `A megabyte is searched within the standard limits`() throws {
    let text = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20) + Array("needle".utf8)
    #expect(try Pattern("needle$").match(text.span) == .matched)
  }
}
