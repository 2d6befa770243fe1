/// Bits being written into bytes, the low bits of a byte first.
struct BitSink: Sendable {
  private(set) var bytes: [UInt8] = []
  /// Bits that don't fill a byte yet: `held` of them, 0 to 7.
  private var buffer: UInt64 = 0
  private var held = 0

  /// Writes a number in `width` bits.
  ///
  /// - Precondition: `width` is 0 to 64 and `value` has no higher bit.
  mutating func write(_ value: UInt64, width: Int) {
    if width > 56 {
      write(value & 0xFFFF_FFFF, width: 32)
      write(value >> 32, width: width - 32)
      return
    }
    buffer |= value << held
    held += width
    while held >= 8 {
      bytes.append(UInt8(truncatingIfNeeded: buffer))
      buffer >>= 8
      held -= 8
    }
  }

  /// Writes a number from 1 on by Elias' gamma code: as many zeros as it has bits behind its first
  /// one, a one, and those bits.
  mutating func gamma(_ value: UInt64) {
    let rest = 63 - value.leadingZeroBitCount
    write(0, width: rest)
    write(1, width: 1)
    write(value & (1 << rest - 1), width: rest)
  }

  /// Fills the last byte with zeros.
  ///
  /// - Returns: All bytes.
  consuming func finish() -> [UInt8] {
    if held > 0 { write(0, width: 8 - held) }
    return bytes
  }
}
