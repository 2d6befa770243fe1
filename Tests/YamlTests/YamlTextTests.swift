import Testing

@testable import Yaml

@Suite struct YamlTextTests {
  @Test(arguments: [
    "", "plain\ttext\r\n", "é – 日本 🙂", "\u{85}\u{A0}\u{D7FF}\u{E000}\u{FFFD}\u{10000}\u{10FFFF}",
  ])
  func `printable text has no fault`(_ text: String) {
    #expect(firstFault(in: text.bytes) == nil)
  }

  @Test(
    arguments: [
      ([0x80], "1:1: byte 0x80 is not UTF-8"),
      ([0x61, 0xC3], "1:2: byte 0xC3 is not UTF-8"),
      ([0xC0, 0x80], "1:1: byte 0xC0 is not UTF-8"),
      ([0xC1, 0xBF], "1:1: byte 0xC1 is not UTF-8"),
      ([0xE0, 0x9F, 0xBF], "1:1: byte 0xE0 is not UTF-8"),
      ([0xED, 0xA0, 0x80], "1:1: byte 0xED is not UTF-8"),
      ([0xF0, 0x8F, 0xBF, 0xBF], "1:1: byte 0xF0 is not UTF-8"),
      ([0xF4, 0x90, 0x80, 0x80], "1:1: byte 0xF4 is not UTF-8"),
      ([0xF5, 0x80, 0x80, 0x80], "1:1: byte 0xF5 is not UTF-8"),
      ([0xE2, 0x82, 0x41], "1:1: byte 0xE2 is not UTF-8"),
      ([0x0A, 0x00], "2:1: character U+0000 is not allowed"),
      ([0x0D, 0x0A, 0x1B], "2:1: character U+001B is not allowed"),
      ([0x0D, 0x7F], "2:1: character U+007F is not allowed"),
      ([0xC2, 0x85, 0x61, 0xC2, 0x9F], "2:2: character U+009F is not allowed"),
      ([0xC3, 0xA9, 0xEF, 0xBF, 0xBF], "1:2: character U+FFFF is not allowed"),
    ] as [([UInt8], String)]
  )
  func `the first fault is told with its place`(_ bytes: [UInt8], _ wanted: String) {
    #expect(firstFault(in: bytes)?.description == wanted)
  }

  @Test func `every single byte alone agrees with the standard library's decoder`() {
    for byte in UInt8.min...UInt8.max {
      let isEncoded = String(validating: [byte], as: UTF8.self) != nil
      let fault = firstFault(in: [byte])?.problem
      #expect((fault == .encoding(byte: byte)) == !isEncoded)
    }
  }
}
