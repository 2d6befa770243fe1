package import Sampling
package import StoreFormat

/// The steps by which a segment is read, without reading the file itself.
///
/// 1. The bytes at ``footerRange(fileLength:)`` give the ``SegmentFooter``.
/// 2. The bytes at its ``SegmentFooter/indexRange`` give the reader.
/// 3. The bytes at the ``BlockEntry/range`` of an entry give a ``Block``.
package struct SegmentReader: Sendable {
  /// What the segment holds.
  package let footer: SegmentFooter
  /// Where its blocks are.
  package let index: SegmentIndex

  /// Where the footer is in a file of this many bytes.
  package static func footerRange(fileLength: UInt64) throws(FormatError) -> Range<UInt64> {
    let footer = UInt64(SegmentFooter.length)
    if fileLength < footer + UInt64(SegmentHead.length) { throw .truncated }
    return fileLength - footer..<fileLength
  }

  /// Reads the index.
  ///
  /// - Parameter wanted: The series whose blocks can be found; nil is all.
  package init(
    _ footer: SegmentFooter,
    index bytes: [UInt8],
    of wanted: Set<SeriesID>? = nil
  ) throws(FormatError) {
    self.footer = footer
    index = try SegmentIndex(decoding: bytes, footer, of: wanted)
  }

  /// Reads the header of the block at a place of the index.
  ///
  /// - Parameter bytes: What the file has at the entry's ``BlockEntry/range``.
  package func block(_ position: Int, decoding bytes: [UInt8]) throws(FormatError) -> Block {
    try Block(decoding: bytes, index.entries[position])
  }
}
