import Proving
import Sampling
import SegmentFormat
import StoreFormat

/// The leaves that the segment of each log file had, computed from a segment that has taken their place.
enum MergedLeaves {
  /// One block of the segment of a log file.
  struct Leaf {
    /// The log file's number.
    let file: UInt64
    /// The block's series.
    let series: SeriesID
    /// The block's samples.
    let samples: ArraySlice<Sample>
    /// The hash of the block.
    let hash: Hash
  }

  /// Tells all leaves, those of one file in their order.
  ///
  /// Memory: the samples of one series.
  static func each(
    of file: SegmentFile,
    _ definitions: [SeriesID: CheckDefinition],
    using hasher: inout LibraryHasher,
    _ body: (Leaf) -> Void
  ) throws(ArchiveError) {
    let entries = file.reader.index.entries
    var waiting: [UInt64: [Sample]] = [:]
    for position in entries.indices {
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
      if position + 1 < entries.count, entries[position + 1].series == series { continue }
      let definition = hasher.definition(definitions[series]?.canonical)
      for (number, samples) in waiting {
        for range in Block.ranges(samples.count) {
          let hash = SampleLeaf.hash(of: samples, range, definition: definition, using: &hasher)
          body(Leaf(file: number, series: series, samples: samples[range], hash: hash))
        }
      }
      waiting = [:]
    }
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
