import Proving
import Sampling
import SegmentFormat
import StoreFormat

/// The leaves that the segment of each log file had, computed from a segment that has taken their place,
/// block by block.
///
/// Memory: the samples of one series.
struct MergedLeaves: Sendable {
  /// One block of the segment of a log file.
  struct Leaf: Sendable {
    /// The log file's number.
    let file: UInt64
    /// The block's series.
    let series: SeriesID
    /// The block's samples.
    let samples: ArraySlice<Sample>
    /// The hash of the block.
    let hash: Hash
  }

  private let file: SegmentFile
  private let definitions: [SeriesID: CheckDefinition]
  /// The place of the block that is read next.
  private(set) var position = 0
  /// Of the series whose blocks are being read, by log files.
  private var waiting: [UInt64: [Sample]] = [:]

  /// A reading of `file` that has not begun.
  init(of file: SegmentFile, _ definitions: [SeriesID: CheckDefinition]) {
    self.file = file
    self.definitions = definitions
  }

  /// Whether all blocks were read.
  var isAtEnd: Bool { position == file.reader.index.entries.count }

  /// Reads the next block, and with the last one of a series tells the series' leaves; those of one log
  /// file are told in their order.
  ///
  /// - Returns: The samples of the block.
  mutating func next(
    using hasher: inout LibraryHasher,
    _ body: (Leaf) -> Void
  ) throws(ArchiveError) -> [Sample] {
    let entries = file.reader.index.entries
    let block = try file.block(position)
    let samples = try ArchiveError.decoding(file.path) { () throws(FormatError) in
      try block.samples()
    }
    var start = 0
    for part in block.parts {
      waiting[part.file, default: []] += samples[start..<start + part.count]
      start += part.count
    }
    let series = entries[position].series
    position += 1
    if !isAtEnd, entries[position].series == series { return samples }
    let definition = hasher.definition(definitions[series]?.canonical)
    for (number, samples) in waiting {
      for range in Block.ranges(samples.count) {
        let hash = SampleLeaf.hash(of: samples, range, definition: definition, using: &hasher)
        body(Leaf(file: number, series: series, samples: samples[range], hash: hash))
      }
    }
    waiting.removeAll(keepingCapacity: true)
    return samples
  }

  /// Tells all leaves.
  static func each(
    of file: SegmentFile,
    _ definitions: [SeriesID: CheckDefinition],
    using hasher: inout LibraryHasher,
    _ body: (Leaf) -> Void
  ) throws(ArchiveError) {
    var leaves = MergedLeaves(of: file, definitions)
    while !leaves.isAtEnd { _ = try leaves.next(using: &hasher, body) }
  }

  /// The root that each log file of a segment had, computed from the segment's samples.
  ///
  /// - Parameter progress: Told how many samples more were read.
  static func roots(
    of file: SegmentFile,
    _ definitions: [SeriesID: CheckDefinition],
    using hasher: inout LibraryHasher,
    progress: (Int) -> Void = { _ in }
  ) throws(ArchiveError) -> [UInt64: Hash] {
    var leaves: [UInt64: [Hash]] = [:]
    try each(of: file, definitions, using: &hasher) { leaf in
      leaves[leaf.file, default: []].append(leaf.hash)
      progress(leaf.samples.count)
    }
    var roots: [UInt64: Hash] = [:]
    for (number, leaves) in leaves {
      var tree = Frontier()
      for leaf in leaves { tree.append(leaf, using: &hasher) }
      roots[number] = tree.root(using: &hasher)
    }
    return roots
  }
}
