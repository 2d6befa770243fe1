import StoreFormat

/// Bits being written, the first one into the top bit of the first byte.
struct BitSink {
  private(set) var bytes: [UInt8] = []
  private var pending: UInt64 = 0
  private var width = 0

  /// Writes a number of 1 or more in the Elias gamma code: as many zeros as it has bits behind its
  /// first, then its bits.
  ///
  /// Source: P. Elias, "Universal codeword sets and representations of the integers", 1975.
  mutating func gamma(_ value: UInt32) {
    let width = 32 - value.leadingZeroBitCount
    write(0, width: width - 1)
    write(value, width: width)
  }

  /// How many bits ``gamma(_:)`` writes.
  static func gammaWidth(_ value: UInt32) -> Int {
    63 - 2 * value.leadingZeroBitCount
  }

  private mutating func write(_ value: UInt32, width count: Int) {
    pending = pending << UInt64(count) | UInt64(value)
    width += count
    while width >= 8 {
      width -= 8
      bytes.append(UInt8(truncatingIfNeeded: pending >> UInt64(width)))
    }
  }

  /// Fills the last byte with zeros.
  mutating func align() {
    if width > 0 { write(0, width: 8 - width) }
  }
}

/// Reads untrusted bits; throws, never traps.
struct BitCursor {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Reads a number in the Elias gamma code; nil where only zeros are left, fewer than a byte.
  mutating func gamma() throws(FormatError) -> UInt32? {
    let window = peek()
    let zeros = window.leadingZeroBitCount
    let left = bytes.count * 8 - position
    if zeros >= left {
      if left >= 8 { throw .malformed("padding") }
      return nil
    }
    if zeros > 31 { throw .malformed("gamma code") }
    if 2 * zeros + 1 > left { throw .truncated }
    position += zeros
    let value = UInt32(truncatingIfNeeded: peek() >> UInt64(63 - zeros))
    position += zeros + 1
    return value
  }

  /// At least the next 57 bits, zeros behind the end.
  private func peek() -> UInt64 {
    var window: UInt64 = 0
    let first = position >> 3
    for index in 0..<8 {
      let byte = first + index < bytes.count ? bytes[first + index] : 0
      window = window << 8 | UInt64(byte)
    }
    return window << UInt64(position & 7)
  }
}
