package import StoreFormat

/// The first 16 bytes of a segment, which tell what the file is.
///
/// Format: docs/formats/segment.md, "Head".
package enum SegmentHead {
  /// How long a head is, in bytes.
  package static let length = 16

  /// The head of every segment that this code writes.
  package static let bytes: [UInt8] = {
    var sink = ByteSink()
    sink.raw(Array("CNSTSEG1".utf8))
    sink.integer(SegmentFooter.major)
    sink.integer(UInt16(0))
    sink.integer(CRC32C.of(sink.bytes))
    return sink.bytes
  }()

  /// Refuses what is no head of a segment of this version.
  ///
  /// - Parameter bytes: The head; more may follow it.
  package static func check(_ bytes: [UInt8]) throws(FormatError) {
    if bytes.count < length { throw .truncated }
    var cursor = ByteCursor(bytes, 0..<length)
    if try cursor.raw(8) != Array(self.bytes.prefix(8)) { throw .malformed("magic") }
    let major: UInt16 = try cursor.integer()
    _ = try cursor.integer(UInt16.self)
    var checksum = CRC32C()
    checksum.add(bytes, 0..<length - 4)
    if try cursor.integer(UInt32.self) != checksum.value { throw .checksum("head") }
    if major != SegmentFooter.major { throw .newer("version") }
  }
}
