import StoreFormat
import TestKit
import Testing

@testable import SegmentFormat

@Suite struct BitCursorTests {
  private func cursor(_ bytes: [UInt8]) -> BitCursor { BitCursor(ByteCursor(bytes)) }

  @Test func `the low bits of a byte come first`() {
    var sink = BitSink()
    sink.write(0b1, width: 1)
    sink.write(0b01, width: 2)
    sink.write(0b1_1100, width: 5)
    sink.write(0x3FF, width: 10)
    #expect(sink.finish() == [0b1110_0011, 0xFF, 0b11])
  }

  @Test func `gamma codes are as Elias has them`() {
    for (value, bits, width) in [(1, 0b1, 1), (2, 0b010, 3), (3, 0b110, 3), (5, 0b01_100, 5)] {
      var sink = BitSink()
      sink.gamma(UInt64(value))
      sink.write(1, width: 1)
      #expect(sink.finish() == [UInt8(bits | 1 << width)])
    }
  }

  @Test(arguments: Seeds.all)
  func `numbers of every width come back`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let numbers = (0..<5_000).map { _ in
      let width = Int.random(in: 0...64, using: &random)
      return (value: width == 0 ? 0 : random.next() >> UInt64(64 - width), width: width)
    }
    var sink = BitSink()
    for (value, width) in numbers {
      sink.write(value, width: width)
      sink.gamma(value >> 10 + 1)
    }
    let bytes = sink.finish()
    var outer = ByteCursor(bytes + [7])
    var bits = BitCursor(outer)
    for (value, width) in numbers {
      #expect(try bits.read(width: width) == value)
      #expect(try bits.gamma(limit: .max) == value >> 10 + 1)
    }
    try bits.finish(&outer)
    #expect(outer.remaining == 1)
  }

  @Test func `reading beyond the end is refused, peeking gives zeros`() throws {
    var bits = cursor([0xFF, 0xFF])
    #expect(bits.peek(width: 20) == 0xFFFF)
    #expect(throws: FormatError.truncated) { try bits.read(width: 17) }
    #expect(throws: FormatError.truncated) { try bits.read(width: 64) }
    #expect(try bits.read(width: 16) == 0xFFFF)
    #expect(throws: FormatError.truncated) { try bits.skip(width: 1) }
    var zeros = cursor([0, 0, 0])
    #expect(throws: FormatError.truncated) { try zeros.gamma(limit: 9) }
    var long = cursor([UInt8](repeating: 0, count: 20))
    #expect(throws: FormatError.malformed("gamma code")) { try long.gamma(limit: 9) }
    var large = cursor([0b0101_0100])
    #expect(throws: FormatError.malformed("gamma code")) { try large.gamma(limit: 4) }
  }

  @Test func `bits between the last number and the next byte must be zeros`() throws {
    var outer = ByteCursor([0b0000_0101, 9])
    var bits = BitCursor(outer)
    #expect(try bits.read(width: 3) == 5)
    try bits.finish(&outer)
    #expect(try outer.byte() == 9)
    for bit in 3..<8 {
      var outer = ByteCursor([0b101 | 1 << UInt8(bit)])
      var bits = BitCursor(outer)
      #expect(try bits.read(width: 3) == 5)
      #expect(throws: FormatError.malformed("padding")) { try bits.finish(&outer) }
    }
  }
}
