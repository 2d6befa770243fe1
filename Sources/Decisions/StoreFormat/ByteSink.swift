/// Bytes being written, in a buffer that is used again and again.
///
/// Integers of a fixed width are little-endian.
package struct ByteSink: Sendable {
  /// What was written.
  package private(set) var bytes: [UInt8] = []

  /// An empty sink.
  package init() {}

  /// How many bytes were written.
  package var count: Int { bytes.count }

  /// Empties the sink and keeps its memory, but never more than twice what one group may fill.
  package mutating func removeAll() {
    bytes.removeAll(keepingCapacity: bytes.capacity <= 2 * GroupEncoder.payloadTarget)
  }

  /// Writes a byte.
  package mutating func byte(_ value: UInt8) {
    bytes.append(value)
  }

  /// Writes 2, 4 or 8 bytes.
  @inlinable
  package mutating func integer<Value: FixedWidthInteger>(_ value: Value) {
    word(UInt64(truncatingIfNeeded: value), Value.bitWidth / 8)
  }

  /// Writes the low 1 to 8 bytes of a number.
  @usableFromInline
  package mutating func word(_ value: UInt64, _ width: Int) {
    var rest = value
    for _ in 0..<width {
      bytes.append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }

  /// Writes an unsigned number in 1 to 10 bytes of 7 bits each, low bits first.
  package mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// Writes a signed number as ``varint(_:)`` of 0, -1, 1, -2, 2, … numbered from 0.
  package mutating func zigzag(_ value: Int64) {
    varint(UInt64(bitPattern: value << 1 ^ value >> 63))
  }

  /// Writes bytes as they are.
  package mutating func raw(_ value: [UInt8]) {
    bytes.append(contentsOf: value)
  }

  /// Writes bytes behind their number.
  package mutating func block(_ value: [UInt8]) {
    varint(UInt64(value.count))
    bytes.append(contentsOf: value)
  }

  /// Writes a text in UTF-8 behind its number of bytes.
  package mutating func text(_ value: String) {
    varint(UInt64(value.utf8.count))
    bytes.append(contentsOf: value.utf8)
  }

  /// Writes zeros.
  package mutating func zeros(_ count: Int) {
    bytes.append(contentsOf: repeatElement(0, count: count))
  }

  /// Replaces a byte that was written.
  mutating func set(_ value: UInt8, at offset: Int) {
    bytes[offset] = value
  }
}
