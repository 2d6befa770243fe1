import StoreFormat
import TestKit
import Testing

@Suite struct ByteCursorTests {
  @Test(arguments: [0, 1, 127, 128, 16_383, 16_384, 1 << 32, UInt64.max - 1, .max])
  func `a number comes back as it was`(value: UInt64) throws {
    var sink = ByteSink()
    sink.varint(value)
    sink.zigzag(Int64(bitPattern: value))
    sink.integer(value)
    var cursor = ByteCursor(sink.bytes)
    #expect(try cursor.varint() == value)
    #expect(try cursor.zigzag() == Int64(bitPattern: value))
    #expect(try cursor.integer(UInt64.self) == value)
    #expect(cursor.isAtEnd)
  }

  @Test func `integers are little-endian, negative ones short in zigzag`() {
    var sink = ByteSink()
    sink.integer(UInt32(0x0102_0304))
    sink.zigzag(-1)
    sink.varint(300)
    #expect(sink.bytes == [4, 3, 2, 1, 1, 0xAC, 2])
  }

  @Test(arguments: [[0x80, 0], [0xFF, 0x80, 0]] as [[UInt8]])
  func `a number longer than it need be is refused`(bytes: [UInt8]) {
    var cursor = ByteCursor(bytes)
    #expect(throws: FormatError.malformed("varint")) { _ = try cursor.varint() }
  }

  @Test func `a number beyond 64 bits is refused`() {
    var cursor = ByteCursor([UInt8](repeating: 0xFF, count: 9) + [2])
    #expect(throws: FormatError.malformed("varint")) { _ = try cursor.varint() }
    var endless = ByteCursor([UInt8](repeating: 0xFF, count: 20))
    #expect(throws: FormatError.malformed("varint")) { _ = try endless.varint() }
  }

  @Test func `nothing is read beyond the end`() {
    var sink = ByteSink()
    sink.text("hello")
    sink.integer(UInt64(7))
    sink.varint(1 << 40)
    for length in 0..<sink.count {
      var cursor = ByteCursor(Array(sink.bytes.prefix(length)))
      #expect(throws: FormatError.truncated) {
        _ = try cursor.text(limit: 10)
        _ = try cursor.integer(UInt64.self)
        _ = try cursor.varint()
      }
    }
  }

  @Test func `a text is at most as long as its limit, and UTF-8`() {
    var long = ByteCursor([3, 0x61, 0x61, 0x61])
    #expect(throws: FormatError.malformed("length")) { _ = try long.text(limit: 2) }
    var wrong = ByteCursor([1, 0xFF])
    #expect(throws: FormatError.malformed("text")) { _ = try wrong.text(limit: 2) }
  }
}
