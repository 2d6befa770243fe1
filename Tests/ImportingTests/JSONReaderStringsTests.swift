import Importing
import Testing

@Suite struct JSONReaderStringsTests {
  private func read(_ bytes: [UInt8]) throws(JSONError) -> ParsedJSON {
    try JSONReader.read([0x22] + bytes + [0x22])
  }

  private func reason(_ bytes: [UInt8]) -> JSONError.Reason? {
    do throws(JSONError) {
      _ = try read(bytes)
      return nil
    } catch {
      return error.reason
    }
  }

  @Test(arguments: [
    (#"a\"b\\c\/d"#, "a\"b\\c/d"), (#"\b\f\n\r\t"#, "\u{8}\u{C}\n\r\t"), (#"\u0000"#, "\0"),
    (#"\u00e9\u20AC"#, "é€"), (#"\uD83D\uDE00!"#, "😀!"), ("é€😀", "é€😀"),
    (#"\uFFFF\uDBFF\uDFFF"#, "\u{FFFF}\u{10FFFF}"), ("\u{7F}", "\u{7F}"),
  ])
  func `escapes stand for what RFC 8259 says`(_ text: String, _ value: String) throws {
    #expect(try read(Array(text.utf8)) == .string(value))
  }

  @Test(arguments: [#"\x41"#, #"\'"#, #"\u12"#, #"\u12G4"#, #"\U0041"#, #"\u+123"#, #"\0"#])
  func `another escape is refused`(_ text: String) {
    #expect(reason(Array(text.utf8)) == .malformedEscape)
  }

  @Test(arguments: [#"\uD83D"#, #"\uDE00"#, #"\uD83Dx"#, #"\uD83D\n"#, #"\uD83D\uD83D"#])
  func `half of a surrogate pair is refused`(_ text: String) {
    #expect(reason(Array(text.utf8)) == .loneSurrogate)
  }

  @Test func `control characters must be escaped`() {
    for byte in UInt8(0)..<0x20 {
      #expect(reason([byte]) == .controlCharacter(byte))
      #expect(reason(Array(#"\n"#.utf8) + [byte]) == .controlCharacter(byte))
    }
  }

  @Test(arguments: [
    [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xC3, 0x28], [0xE0, 0x9F, 0xBF],
    [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x8F, 0xBF, 0xBF],
    [0xF0, 0x9F, 0x98], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFE], [0xFF],
  ])
  func `bytes that are not UTF-8 are refused`(_ bytes: [UInt8]) {
    #expect(reason(bytes) == .malformedUTF8)
    #expect(reason(Array(#"\\"#.utf8) + bytes) == .malformedUTF8)
  }

  @Test func `every two-byte sequence is judged as the standard library judges it`() {
    for first in UInt8(0x80)...0xFF {
      for second in UInt8(0x80)...0xFF {
        let isValid = String(validating: [first, second], as: UTF8.self) != nil
        #expect((reason([first, second]) == nil) == isValid)
      }
    }
  }

  @Test func `a string that doesn't end is refused where the text ends`() {
    for text in [#"""#, #""a"#, #""a\"#, #""a\n"#, #""\u00"#, #""\ud83d\u"#] {
      #expect(throws: JSONError.self) { try JSONReader.read(Array(text.utf8)) }
    }
  }
}
