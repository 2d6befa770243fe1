package import Chronology
package import Sampling
package import StoreFormat

/// What a segment's index says of one block.
package struct BlockEntry: Hashable, Sendable {
  /// How long an entry is, in bytes.
  static let length = 76
  /// A block has at most this many bytes.
  package static let lengthLimit = 1 << 21
  /// A block's header has at most this many bytes.
  package static let headerLimit = 1 << 18

  /// Which series all its samples belong to.
  package let series: SeriesID
  /// How many samples it holds.
  package let count: Int
  /// Where it begins, in bytes from the start of the file.
  package let offset: UInt64
  /// How many bytes it has.
  package let length: Int
  /// How many of them are its header.
  package let headerLength: Int
  /// The header's checksum.
  let checksum: UInt32
  /// The earliest and the latest start of its samples.
  package let starts: ClosedRange<Instant>

  /// Where it is, in bytes from the start of the file.
  package var range: Range<UInt64> { offset..<offset + UInt64(length) }
}

/// The index of a segment: an entry for each block, in the order of the blocks.
///
/// The blocks stand one behind the other without a hole, ascending by series; those of one series
/// in the order in which their samples were committed.
///
/// Format: docs/formats/segment.md, "Index".
package struct SegmentIndex: Sendable {
  /// A segment has at most this many blocks: 76 MiB of index.
  package static let blockLimit = 1 << 20

  /// An entry a block, or one for each of those that were wanted.
  package let entries: BlockEntries

  /// Reads an index.
  ///
  /// - Parameters:
  ///   - bytes: What the file has at the footer's ``SegmentFooter/indexRange``.
  ///   - footer: The footer of the same file.
  ///   - wanted: The series whose entries are kept, after all were checked; nil keeps every one.
  package init(
    decoding bytes: [UInt8],
    _ footer: SegmentFooter,
    of wanted: Set<SeriesID>? = nil
  ) throws(FormatError) {
    if bytes.count != footer.blocks * BlockEntry.length { throw .truncated }
    if CRC32C.of(bytes) != footer.indexChecksum { throw .checksum("index") }
    var cursor = ByteCursor(bytes)
    var own: [UInt8] = []
    var last: SeriesID?
    var offset = UInt64(SegmentHead.length)
    var samples: UInt64 = 0
    for position in 0..<footer.blocks {
      let entry = try BlockEntry(from: &cursor)
      if entry.offset != offset { throw .malformed("place of a block") }
      if let last, entry.series.number < last.number { throw .malformed("order of blocks") }
      last = entry.series
      guard let all = footer.starts, all.contains(entry.starts.lowerBound),
        all.contains(entry.starts.upperBound)
      else { throw .malformed("starts") }
      offset += UInt64(entry.length)
      samples += UInt64(entry.count)
      if wanted?.contains(entry.series) == true {
        own += bytes[position * BlockEntry.length..<(position + 1) * BlockEntry.length]
      }
    }
    if offset != footer.indexOffset { throw .malformed("place of the index") }
    if samples != footer.samples { throw .malformed("number of samples") }
    entries = BlockEntries(wanted == nil ? bytes : own)
  }

  /// The 32 bytes that the writer gave for a block: the leaf of the segment's hash tree.
  ///
  /// - Parameter position: The block's place in ``entries``.
  package func leaf(_ position: Int) -> [UInt8] {
    let end = (position + 1) * BlockEntry.length
    return Array(entries.bytes[end - SegmentWriter.leafLength..<end])
  }

  /// Which places of ``entries`` the blocks of a series have; empty if there is none.
  package func blocks(of series: SeriesID) -> Range<Int> {
    let first = firstBlock { $0 >= series.number }
    return first..<firstBlock { $0 > series.number }
  }

  private func firstBlock(_ isReached: (UInt32) -> Bool) -> Int {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if isReached(entries[middle].series.number) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension BlockEntry {
  /// Writes the entry and the block's leaf.
  func encode(into sink: inout ByteSink, leaf: [UInt8]) {
    sink.integer(series.number)
    sink.integer(UInt32(count))
    sink.integer(offset)
    sink.integer(UInt32(length))
    sink.integer(UInt32(headerLength))
    sink.integer(checksum)
    sink.integer(starts.lowerBound.nanoseconds)
    sink.integer(starts.upperBound.nanoseconds)
    sink.raw(leaf)
  }

  /// Reads an entry and passes over the block's leaf.
  init(from cursor: inout ByteCursor) throws(FormatError) {
    series = SeriesID(number: try cursor.integer())
    count = Int(try cursor.integer(UInt32.self))
    offset = try cursor.integer()
    length = Int(try cursor.integer(UInt32.self))
    headerLength = Int(try cursor.integer(UInt32.self))
    checksum = try cursor.integer()
    starts = try cursor.instants()
    _ = try cursor.part(SegmentWriter.leafLength)
    guard (1...Block.sampleLimit).contains(count), length <= BlockEntry.lengthLimit,
      headerLength <= min(length, BlockEntry.headerLimit)
    else { throw .malformed("block") }
  }
}
