package import Chronology
package import StoreFormat

/// Which part of which store's record a segment holds.
package struct SegmentIdentity: Hashable, Sendable {
  /// Which store it belongs to: 16 bytes.
  package let store: [UInt8]
  /// The log files whose samples it holds.
  package let files: ClosedRange<UInt64>
  /// The commits of those files.
  package let commits: ClosedRange<UInt64>

  /// The segment of these files.
  ///
  /// - Precondition: The store's identity has 16 bytes.
  package init(store: [UInt8], files: ClosedRange<UInt64>, commits: ClosedRange<UInt64>) {
    precondition(store.count == 16, "16 bytes")
    self.store = store
    self.files = files
    self.commits = commits
  }
}

/// The last 128 bytes of a segment.
///
/// Format: docs/formats/segment.md, "Footer".
package struct SegmentFooter: Hashable, Sendable {
  /// How long a footer is, in bytes, in every version.
  package static let length = 128
  /// The major version that this code writes; it reads no other.
  package static let major: UInt16 = 1

  /// What the segment holds.
  package let identity: SegmentIdentity
  /// The earliest and the latest start; nil if there is no sample.
  package let starts: ClosedRange<Instant>?
  /// How many samples there are.
  package let samples: UInt64
  /// How many blocks there are: 0 to ``SegmentIndex/blockLimit``.
  package let blocks: Int
  /// Where the index begins, in bytes from the start of the file.
  package let indexOffset: UInt64
  /// The index's checksum.
  let indexChecksum: UInt32
  /// Whether it has features that this code may pass over in reading but does not know: it must not
  /// put the samples into another segment, which would lose them.
  package let isReadOnly: Bool

  /// Where the index is, in bytes from the start of the file.
  package var indexRange: Range<UInt64> {
    indexOffset..<indexOffset + UInt64(blocks * BlockEntry.length)
  }

  /// The footer that ends a segment.
  init(
    identity: SegmentIdentity,
    starts: ClosedRange<Instant>?,
    samples: UInt64,
    blocks: Int,
    indexOffset: UInt64,
    indexChecksum: UInt32
  ) {
    self.identity = identity
    self.starts = starts
    self.samples = samples
    self.blocks = blocks
    self.indexOffset = indexOffset
    self.indexChecksum = indexChecksum
    isReadOnly = false
  }
}

extension SegmentFooter {
  private static let magic = Array("CNSTSEGF".utf8)

  /// The footer as it stands in the file.
  func encoded() -> [UInt8] {
    var sink = ByteSink()
    sink.raw(identity.store)
    sink.integer(identity.files.lowerBound)
    sink.integer(identity.files.upperBound)
    sink.integer(identity.commits.lowerBound)
    sink.integer(identity.commits.upperBound)
    sink.integer(starts?.lowerBound.nanoseconds ?? 0)
    sink.integer(starts?.upperBound.nanoseconds ?? 0)
    sink.integer(samples)
    sink.integer(indexOffset)
    sink.integer(UInt32(blocks))
    sink.integer(indexChecksum)
    sink.zeros(12)
    // The same from here on in every version.
    for _ in 0..<3 { sink.integer(UInt32(0)) }
    sink.integer(SegmentFooter.major)
    sink.integer(UInt16(0))
    sink.integer(CRC32C.of(sink.bytes))
    sink.raw(SegmentFooter.magic)
    return sink.bytes
  }

  /// Reads a footer, and trusts nothing in it before its checksum.
  ///
  /// - Parameters:
  ///   - bytes: The last ``length`` bytes of the file.
  ///   - fileLength: How long the whole file is, in bytes.
  /// - Throws: `newer` when the checksum is right and a feature unknown, so that a damaged footer
  ///   is never taken for a newer one.
  package init(decoding bytes: [UInt8], fileLength: UInt64) throws(FormatError) {
    if bytes.count != SegmentFooter.length || fileLength < UInt64(bytes.count) { throw .truncated }
    var tail = ByteCursor(bytes, 116..<128)
    var checksum = CRC32C()
    checksum.add(bytes, 0..<116)
    let expected: UInt32 = try tail.integer()
    if try tail.raw(8) != SegmentFooter.magic { throw .malformed("magic") }
    if expected != checksum.value { throw .checksum("footer") }
    // Behind the features that any program may pass over.
    tail = ByteCursor(bytes, 104..<116)
    isReadOnly = try tail.integer(UInt32.self) != 0
    if try tail.integer(UInt32.self) != 0 { throw .newer("feature") }
    if try tail.integer(UInt16.self) != SegmentFooter.major { throw .newer("version") }

    var cursor = ByteCursor(bytes, 0..<88)
    let store = try cursor.raw(16)
    identity = SegmentIdentity(
      store: store,
      files: try cursor.closedRange(),
      commits: try cursor.closedRange()
    )
    let starts = try cursor.instants()
    samples = try cursor.integer()
    indexOffset = try cursor.integer()
    blocks = Int(try cursor.integer(UInt32.self))
    indexChecksum = try cursor.integer()
    self.starts = blocks == 0 ? nil : starts
    guard blocks <= SegmentIndex.blockLimit, samples <= UInt64(blocks * Block.sampleLimit),
      samples >= UInt64(blocks)
    else { throw .malformed("number of blocks") }
    let behindBlocks = UInt64(blocks * BlockEntry.length + SegmentFooter.length)
    guard indexOffset >= UInt64(SegmentHead.length), indexOffset <= fileLength,
      fileLength - indexOffset == behindBlocks
    else { throw .malformed("place of the index") }
  }
}

extension ByteCursor {
  /// Reads the two ends of a range of numbers.
  fileprivate mutating func closedRange() throws(FormatError) -> ClosedRange<UInt64> {
    let first: UInt64 = try integer()
    let last: UInt64 = try integer()
    if last < first { throw .malformed("range") }
    return first...last
  }

  /// Reads the two ends of a range of time.
  mutating func instants() throws(FormatError) -> ClosedRange<Instant> {
    let first = try Instant(recorded: integer())
    let last = try Instant(recorded: integer())
    if last < first { throw .malformed("range") }
    return first...last
  }
}
