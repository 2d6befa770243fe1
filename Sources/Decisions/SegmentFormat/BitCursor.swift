import StoreFormat

/// Reads untrusted bits, the low bits of a byte first; throws, never traps, never reads beyond.
struct BitCursor: Sendable {
  private let bytes: [UInt8]
  private var position: Int
  private let end: Int
  /// The next bits: `held` of them, zeros above.
  private var buffer: UInt64 = 0
  private var held = 0

  /// Reads what is left of `cursor`, which stays where it is until ``finish(_:)``.
  init(_ cursor: ByteCursor) {
    bytes = cursor.bytes
    position = cursor.position
    end = cursor.end
  }

  /// Holds 57 bits or more, or all that are left.
  @inline(__always)
  private mutating func refill() {
    while held <= 56, position < end {
      buffer |= UInt64(bytes[position]) << UInt64(truncatingIfNeeded: held)
      position += 1
      held += 8
    }
  }

  /// The next bits, with zeros for those beyond the end, without passing over them.
  ///
  /// - Precondition: `width` is 0 to 57.
  @inline(__always)
  mutating func peek(width: Int) -> UInt64 {
    if held < width { refill() }
    return buffer & (1 << UInt64(truncatingIfNeeded: width) &- 1)
  }

  /// Passes over bits that were peeked at.
  @inline(__always)
  mutating func skip(width: Int) throws(FormatError) {
    if held < width { throw .truncated }
    buffer >>= UInt64(truncatingIfNeeded: width)
    held -= width
  }

  /// Reads a number of `width` bits.
  ///
  /// - Precondition: `width` is 0 to 64.
  @inline(__always)
  mutating func read(width: Int) throws(FormatError) -> UInt64 {
    if width > 56 { return try readWide(width: width) }
    let value = peek(width: width)
    try skip(width: width)
    return value
  }

  /// Reads a number of 33 to 64 bits, apart so that the other can be inlined.
  private mutating func readWide(width: Int) throws(FormatError) -> UInt64 {
    let low = try read(width: 32)
    return try low | read(width: width - 32) << 32
  }

  /// Reads a number from 1 on by Elias' gamma code, at most `limit`.
  mutating func gamma(limit: UInt64) throws(FormatError) -> UInt64 {
    let next = peek(width: 56)
    let rest = next.trailingZeroBitCount
    if rest > 55 { throw held < 56 ? .truncated : .malformed("gamma code") }
    try skip(width: rest + 1)
    let value = try 1 << UInt64(rest) | read(width: rest)
    if value > limit { throw .malformed("gamma code") }
    return value
  }

  /// Ends at the next whole byte, which `cursor` then stands at; the bits between must be zeros.
  mutating func finish(_ cursor: inout ByteCursor) throws(FormatError) {
    let spare = held % 8
    if try read(width: spare) != 0 { throw .malformed("padding") }
    _ = try cursor.part(position - held / 8 - cursor.position)
  }
}
