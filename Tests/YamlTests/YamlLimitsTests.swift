import Testing

@testable import Yaml

@Suite struct YamlLimitsTests {
  @Test func `a document of exactly the size is read, one byte more is not`() throws {
    let limits = YamlLimits(size: 8, depth: 4, nodes: 10, problems: 1)
    #expect(try read("abcdefgh", limits: limits).root.text == "abcdefgh")
    #expect(failure("abcdefghi".bytes, limits: limits) == "1:1: the file is larger than 8 bytes")
  }

  @Test(arguments: ["[", "- ", "{a: ", "? "])
  func `nesting stops at the limit, however it is written`(_ opening: String) {
    let bomb = String(repeating: opening, count: 100_000)
    let message = failure(bomb.bytes)
    #expect(message?.hasSuffix("nested more than 32 levels deep") == true, "\(message ?? "read")")
  }

  @Test func `the deepest nesting allowed is read`() throws {
    let deepest = String(repeating: "[", count: 31) + "a" + String(repeating: "]", count: 31)
    #expect(try read(deepest).problems.isEmpty)
    #expect(failure("[\(deepest)]".bytes) == "1:33: nested more than 32 levels deep")
  }

  @Test func `an alias counts with the depth of what it stands for`() {
    let limits = YamlLimits(size: 1000, depth: 4, nodes: 100, problems: 1)
    #expect(failure("[&a [[x]], *a]".bytes, limits: limits) == nil)
    #expect(
      failure("[&a [[x]], [*a]]".bytes, limits: limits) == "1:13: nested more than 4 levels deep"
    )
  }

  @Test func `an alias bomb is stopped by what it would expand to`() {
    var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      bomb += "a\(level): &a\(level) [\(aliases)]\n"
    }
    #expect(
      failure(bomb.bytes)
        == "6:10: more than 200000 values, each alias counted with what it stands for"
    )
  }

  @Test func `keys and values are counted one by one`() {
    let limits = YamlLimits(size: 1000, depth: 4, nodes: 5, problems: 1)
    #expect(failure("{a: 1, b: 2}".bytes, limits: limits) == nil)
    #expect(failure("{a: 1, b: [2]}".bytes, limits: limits)?.contains("more than 5") == true)
  }

  @Test func `the problem after the last that is gathered stops the reading`() throws {
    let limits = YamlLimits(size: 1000, depth: 4, nodes: 100, problems: 2)
    #expect(try read("{a: 1, a: 2, a: 3}", limits: limits).problems.count == 2)
    #expect(
      failure("{a: 1, a: 2, a: 3, a: 4}".bytes, limits: limits)
        == "1:20: key 'a' is already there, on line 1"
    )
  }

  @Test func `ten thousand checks are within the standard limits`() throws {
    var text = "checks:\n"
    for index in 1...10_000 {
      text += "  www-\(index): {http: \"https://www\(index).acme.example/health\", interval: 30s,"
      text += " expect: {status: 2xx, body: \"~ ok\"}, degraded: {wait: 300ms, total: 800ms}}\n"
    }
    guard case .mapping(let checks) = try read(text).root["checks"]?.content else {
      Issue.record("no mapping")
      return
    }
    #expect(checks.count == 10_000)
  }

  /// Runs of signs, each a mebibyte long: whatever takes more than linear time shows.
  @Test(
    .timeLimit(.minutes(30)),
    arguments: [
      " ", "\n", "#", "a", "a ", "a\n", ",", "- ", "-\n", "[]", "[],", "{},", "\"", "''", "'",
      "&a ", "*a ", "!!a ", "%A b\n", "? ", ": ", "a: ", "a: b\n", "|", "\t", "---\n", "...\n",
      "[a, ",
      "\"\\x41", "\r", "é", "a:\n",
    ]
  )
  func `a document made to hurt ends in time`(_ run: String) {
    let size = 1 << 20
    let count = size / run.utf8.count
    for start in ["", "[a: "] {
      let bytes = start.bytes + String(repeating: run, count: count).bytes
      let outcome = failure(Array(bytes.prefix(size)))
      #expect(outcome?.isEmpty != true)
    }
  }
}
