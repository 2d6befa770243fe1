import Testing

@testable import Importing

@Suite struct JSONReaderTests {
  private func read(_ text: String) throws(JSONError) -> ParsedJSON {
    try JSONReader.read(Array(text.utf8))
  }

  /// What is wrong with `text`, and at which byte; nil if nothing.
  private func error(_ text: String) -> JSONError? {
    do throws(JSONError) {
      _ = try read(text)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [
    ("null", ParsedJSON.null), ("true", .bool(true)), (" false\r\n", .bool(false)),
    ("\t\"\"", .string("")), ("[]", .array([])), ("{ }", .object([])),
    ("[ null , [true] ]", .array([.null, .array([.bool(true)])])),
  ])
  func `values are read with white space around them`(_ text: String, _ value: ParsedJSON) throws {
    #expect(try read(text) == value)
  }

  @Test func `members keep their order and places`() throws {
    guard case .object(let members) = try read(#"{"b": 1, "a":"x"}"#) else {
      Issue.record("an object was written")
      return
    }
    #expect(members.map(\.name) == ["b", "a"])
    #expect(members.map(\.nameOffset) == [1, 9])
    #expect(members.map(\.valueOffset) == [6, 13])
  }

  @Test(arguments: [
    ("0", 0), ("-0", 0), ("-1", -1), ("9223372036854775807", Int64.max),
    ("-9223372036854775808", Int64.min), ("9223372036854775808", nil), ("1.0", nil), ("1e3", nil),
    ("1E+3", nil), ("0.5", nil), ("-0e-0", nil), ("1e999999999", nil),
  ])
  func `a number keeps its text, and its integer if it is written as one`(
    _ text: String,
    _ integer: Int64?
  ) throws {
    guard case .number(let number) = try read(text) else {
      Issue.record("a number was written")
      return
    }
    #expect(number.text == text)
    #expect(number.integer == integer)
    #expect(number.isWhole == !text.contains { ".eE".contains($0) })
  }

  @Test(arguments: [
    ("01", 0), ("-01", 0), ("1.", 2), ("1.x", 0), ("1e", 2), ("1e+", 3), ("-", 1), ("-x", 0),
    (".5", 0), ("+1", 0), ("1 2", 2), ("NaN", 0), ("0x10", 1), ("1_000", 1),
  ])
  func `a number of another form is refused where it stands`(_ text: String, _ offset: Int) {
    #expect(error(text)?.offset == offset)
  }

  @Test(arguments: [
    ("", 0), (" ", 1), ("{", 1), ("}", 0), ("[1,]", 3), ("[,1]", 1), ("[1 2]", 3), ("{\"a\"}", 4),
    ("{\"a\":}", 5), ("{\"a\":1,}", 7), ("{a:1}", 1), ("{'a':1}", 1), ("{\"a\":1}}", 7), ("tru", 3),
    ("True", 0), ("nul!", 3), ("null,", 4), ("/**/1", 0), ("\u{C}1", 0), ("\u{A0}1", 0),
  ])
  func `what is not JSON is refused at the first byte that is wrong`(
    _ text: String,
    _ offset: Int
  ) {
    #expect(error(text)?.offset == offset)
  }

  @Test func `a name that comes twice is refused where it comes again`() {
    #expect(error(#"{"a":1,"b":2,"a":1}"#)?.reason == .duplicateName("a"))
    #expect(error(#"{"a":1,"b":2,"a":1}"#)?.offset == 13)
    #expect(error(#"{"a":1,"\u0061":1}"#)?.reason == .duplicateName("a"))
    #expect(error(#"{"a":{"a":1},"b":[{"a":1}]}"#) == nil)
  }

  @Test func `a byte order mark is refused by name`() {
    #expect(error("\u{FEFF}null")?.reason == .byteOrderMark)
  }

  @Test func `32 levels are read and 33 refused`() {
    let brackets = { (count: Int) in
      String(repeating: "[", count: count) + String(repeating: "]", count: count)
    }
    #expect(error(brackets(32)) == nil)
    #expect(error(brackets(33)) == JSONError(reason: .tooDeep(limit: 32), offset: 32))
    #expect(error(String(repeating: "{\"a\":", count: 40))?.reason == .tooDeep(limit: 32))
    // Depth is what is open, not what has been opened.
    #expect(error("[" + String(repeating: "[],", count: 100) + "[]]") == nil)
  }

  @Test func `1,000 members and elements are read and 1,001 refused`() {
    let list = { (count: Int) in
      "[" + Array(repeating: "0", count: count).joined(separator: ",") + "]"
    }
    #expect(error(list(1_000)) == nil)
    #expect(error(list(1_001))?.reason == .tooManyMembers(limit: 1_000))
    let object = "{" + (0..<1_001).map { "\"k\($0)\":0" }.joined(separator: ",") + "}"
    #expect(error(object)?.reason == .tooManyMembers(limit: 1_000))
  }

  @Test func `64 KiB are read and a byte more refused`() {
    let text = "\"" + String(repeating: "a", count: 65_534) + "\""
    #expect(error(text) == nil)
    #expect(error(text + " ") == JSONError(reason: .tooLong(limit: 65_536), offset: 65_536))
  }

  @Test func `an error says in words what was found and what should stand there`() {
    #expect(error("[1;2]")?.description == "\";\" stands where \",\" or \"]\" should")
    #expect(error("{")?.description == "the text ends where a name in quotes should stand")
    #expect(error("\u{1B}")?.description == "the byte 0x1B stands where a value should")
  }
}
