import StoreFormat

extension ByteSink {
  /// Writes a number below 2^70 as a varint of 10 bytes at most.
  mutating func wide(_ value: UInt128) {
    precondition(value >> 70 == 0, "2^32 samples of 2^35 µs at most")
    var rest = value
    while rest >= 0x80 {
      byte(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    byte(UInt8(rest))
  }
}

extension ByteCursor {
  /// Reads a number below 2^70 of 1 to 10 bytes of 7 bits; only the shortest form is taken.
  mutating func wide() throws(FormatError) -> UInt128 {
    var value: UInt128 = 0
    for shift in stride(from: UInt128(0), through: 63, by: 7) {
      let part = try byte()
      value |= UInt128(part & 0x7F) << shift
      if part < 0x80 {
        if part == 0, shift > 0 { throw .malformed("varint") }
        return value
      }
    }
    throw .malformed("varint")
  }
}
