/// Reads untrusted bytes from front to back; throws, never traps, never reads beyond its end.
package struct ByteCursor: Sendable {
  /// What is read, with what stands around it.
  package let bytes: [UInt8]
  /// Where the next byte is read.
  package private(set) var position: Int
  /// Where reading ends.
  package let end: Int

  /// Reads all bytes, or those of a range within them.
  package init(_ bytes: [UInt8], _ range: Range<Int>? = nil) {
    let range = (range ?? bytes.indices).clamped(to: bytes.indices)
    self.bytes = bytes
    position = range.lowerBound
    end = range.upperBound
  }

  /// How many bytes are left.
  package var remaining: Int { end - position }

  /// Whether nothing is left.
  package var isAtEnd: Bool { position == end }

  /// Reads a byte.
  package mutating func byte() throws(FormatError) -> UInt8 {
    if position >= end { throw .truncated }
    defer { position += 1 }
    return bytes[position]
  }

  /// Reads a little-endian integer of a fixed width.
  ///
  /// Inlined where it is called: as a generic function of another module it took most of the time in
  /// which an index is read.
  @inlinable
  package mutating func integer<Value: FixedWidthInteger>(
    _: Value.Type = Value.self
  ) throws(FormatError) -> Value {
    Value(truncatingIfNeeded: try word(Value.bitWidth / 8))
  }

  /// Reads 1 to 8 bytes as a little-endian number.
  @usableFromInline
  package mutating func word(_ width: Int) throws(FormatError) -> UInt64 {
    if remaining < width { throw .truncated }
    var value: UInt64 = 0
    var index = position + width
    while index > position {
      index -= 1
      value = value << 8 | UInt64(bytes[index])
    }
    position += width
    return value
  }

  /// Reads a number of 1 to 10 bytes of 7 bits; only the shortest form is taken.
  @usableFromInline
  package mutating func varint() throws(FormatError) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), through: 63, by: 7) {
      let part = try byte()
      if shift == 63, part > 1 { throw .malformed("varint") }
      value |= UInt64(part & 0x7F) << shift
      if part < 0x80 {
        if part == 0, shift > 0 { throw .malformed("varint") }
        return value
      }
    }
    throw .malformed("varint")
  }

  /// Reads a number that must fit in a narrower type.
  @inlinable
  package mutating func varint<Value: FixedWidthInteger>(
    as _: Value.Type
  ) throws(FormatError) -> Value {
    guard let value = Value(exactly: try varint()) else { throw .malformed("varint") }
    return value
  }

  /// Reads a signed number.
  package mutating func zigzag() throws(FormatError) -> Int64 {
    let value = try varint()
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  /// Reads bytes as they are.
  package mutating func raw(_ count: Int) throws(FormatError) -> [UInt8] {
    if count < 0 || remaining < count { throw .truncated }
    defer { position += count }
    return Array(bytes[position..<position + count])
  }

  /// Reads bytes behind their number.
  package mutating func block(limit: Int) throws(FormatError) -> [UInt8] {
    let count = try varint()
    if count > UInt64(limit) { throw .malformed("length") }
    return try raw(Int(count))
  }

  /// Reads a text behind its number of bytes; only valid UTF-8 is taken.
  package mutating func text(limit: Int) throws(FormatError) -> String {
    let block = try block(limit: limit)
    guard let text = String(validating: block, as: UTF8.self) else { throw .malformed("text") }
    return text
  }

  /// A cursor over the next bytes, which this one passes over.
  package mutating func part(_ count: Int) throws(FormatError) -> ByteCursor {
    if count < 0 || remaining < count { throw .truncated }
    defer { position += count }
    return ByteCursor(bytes, position..<position + count)
  }
}
