/// The checksum of headers and groups: CRC-32C, eight bytes a step.
///
/// It finds every single flipped bit and every burst of 32 bits. It proves nothing against a
/// forger.
///
/// Source: RFC 3720, appendix B.4 (polynomial 1EDC6F41, reflected); the check value is E3069283.
package struct CRC32C: Sendable {
  private var state: UInt32 = 0xFFFF_FFFF

  /// The checksum of no bytes yet.
  package init() {}

  /// The checksum of what was added.
  package var value: UInt32 { ~state }

  /// Adds a range of bytes.
  package mutating func add(_ bytes: [UInt8], _ range: Range<Int>) {
    let tables = CRC32C.tables
    var crc = state
    var index = range.lowerBound
    while index + 8 <= range.upperBound {
      let low =
        crc
        ^ (UInt32(bytes[index]) | UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index + 2]) << 16
          | UInt32(bytes[index + 3]) << 24)
      let first = tables[1792 + Int(low & 0xFF)] ^ tables[1536 + Int(low >> 8 & 0xFF)]
      let second = tables[1280 + Int(low >> 16 & 0xFF)] ^ tables[1024 + Int(low >> 24)]
      let third = tables[768 + Int(bytes[index + 4])] ^ tables[512 + Int(bytes[index + 5])]
      let fourth = tables[256 + Int(bytes[index + 6])] ^ tables[Int(bytes[index + 7])]
      crc = first ^ second ^ third ^ fourth
      index += 8
    }
    while index < range.upperBound {
      crc = crc >> 8 ^ tables[Int((crc ^ UInt32(bytes[index])) & 0xFF)]
      index += 1
    }
    state = crc
  }

  /// Adds all bytes.
  package mutating func add(_ bytes: [UInt8]) {
    add(bytes, bytes.indices)
  }

  /// The checksum of all bytes.
  package static func of(_ bytes: [UInt8]) -> UInt32 {
    var checksum = CRC32C()
    checksum.add(bytes)
    return checksum.value
  }

  /// Eight tables of 256, one behind the other: table k is for a byte with k bytes after it.
  private static let tables: [UInt32] = {
    var tables = [UInt32](repeating: 0, count: 2048)
    for byte in 0..<256 {
      var crc = UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0x82F6_3B78 : crc >> 1 }
      tables[byte] = crc
    }
    for index in 256..<2048 {
      let before = tables[index - 256]
      tables[index] = before >> 8 ^ tables[Int(before & 0xFF)]
    }
    return tables
  }()
}
