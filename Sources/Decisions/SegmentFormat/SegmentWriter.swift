import Chronology
import Sampling
import StoreFormat

/// Puts a segment together from front to back, and keeps only what its index needs.
///
/// The file is ``SegmentHead/bytes``, then what each call of ``append(_:leaf:)`` returns, then what
/// ``finish()`` returns.
package struct SegmentWriter: Sendable {
  /// How long the leaf of a block is, in bytes.
  package static let leafLength = 32

  /// The segment has ``SegmentIndex/blockLimit`` blocks already.
  package struct Full: Error, Hashable, Sendable {}

  private let identity: SegmentIdentity
  private var index = ByteSink()
  private var offset = UInt64(SegmentHead.length)
  private var blocks = 0
  private var samples: UInt64 = 0
  private var series = SeriesID(number: 0)
  private var starts: ClosedRange<Instant>?

  /// A writer of one segment.
  package init(_ identity: SegmentIdentity) {
    self.identity = identity
  }

  /// Adds a block.
  ///
  /// - Parameters:
  ///   - block: Of the series of the block before or a higher one. Several of one series come in the
  ///     order in which their samples were committed.
  ///   - leaf: The block's leaf in the segment's hash tree: 32 bytes.
  /// - Returns: The bytes that the file continues with.
  /// - Throws: `Full` at ``SegmentIndex/blockLimit``; the block isn't in the segment.
  package mutating func append(
    _ block: EncodedBlock,
    leaf: [UInt8]
  ) throws(Full) -> [UInt8] {
    precondition(leaf.count == SegmentWriter.leafLength, "32 bytes")
    precondition(block.series.number >= series.number, "blocks ascend by series")
    if blocks == SegmentIndex.blockLimit { throw Full() }
    let entry = BlockEntry(
      series: block.series,
      count: block.count,
      offset: offset,
      length: block.bytes.count,
      headerLength: block.headerLength,
      checksum: block.checksum,
      starts: block.firstStart...block.lastStart
    )
    entry.encode(into: &index, leaf: leaf)
    offset += UInt64(block.bytes.count)
    blocks += 1
    samples += UInt64(block.count)
    series = block.series
    let earlier = starts ?? entry.starts
    starts =
      min(
        earlier.lowerBound,
        entry.starts.lowerBound
      )...max(
        earlier.upperBound,
        entry.starts.upperBound
      )
    return block.bytes
  }

  /// Ends the segment.
  ///
  /// - Returns: The index and the footer.
  package consuming func finish() -> [UInt8] {
    let footer = SegmentFooter(
      identity: identity,
      starts: starts,
      samples: samples,
      blocks: blocks,
      indexOffset: offset,
      indexChecksum: CRC32C.of(index.bytes)
    )
    return index.bytes + footer.encoded()
  }
}
