import StoreFormat

@testable import SegmentFormat

/// Makes checksums right again, as a forger would.
enum Repair {
  static func footer(_ bytes: inout [UInt8]) {
    let start = bytes.count - SegmentFooter.length
    put(CRC32C.of(Array(bytes[start..<start + 116])), at: start + 116, in: &bytes)
  }

  static func index(_ bytes: inout [UInt8], at offset: Int) {
    let footer = bytes.count - SegmentFooter.length
    put(CRC32C.of(Array(bytes[offset..<footer])), at: footer + 84, in: &bytes)
    self.footer(&bytes)
  }

  static func head(_ bytes: inout [UInt8]) {
    put(CRC32C.of(Array(bytes[0..<12])), at: 12, in: &bytes)
  }

  /// The header of a block that begins at 0.
  static func header(_ bytes: inout [UInt8], length: Int) {
    put(CRC32C.of(Array(bytes[0..<length - 4])), at: length - 4, in: &bytes)
  }

  private static func put(_ value: UInt32, at offset: Int, in bytes: inout [UInt8]) {
    for byte in 0..<4 { bytes[offset + byte] = UInt8(truncatingIfNeeded: value >> (8 * byte)) }
  }
}
