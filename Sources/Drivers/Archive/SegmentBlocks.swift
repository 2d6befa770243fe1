import Posix
import Proving
import Sampling
import SegmentFormat
import StoreFormat

/// The blocks of a segment that is being made, and the leaves that its tree has.
struct SegmentBlocks: Sendable {
  private var writer: SegmentWriter
  /// The leaves of the blocks so far, in order.
  private(set) var leaves: [Hash] = []

  /// No blocks yet.
  init(_ identity: SegmentIdentity) {
    writer = SegmentWriter(identity)
  }

  /// Adds samples of one series, none lower than the one before, in as many blocks as they need.
  ///
  /// - Parameters:
  ///   - parts: Which log files they came from; as many as there are samples.
  ///   - definition: The hash of what the series stands for.
  /// - Returns: The bytes that the file continues with.
  mutating func append(
    _ samples: [Sample],
    parts: [BlockPart],
    definition: Hash,
    using hasher: inout LibraryHasher
  ) throws(ArchiveError) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = parts[...]
    for range in Block.ranges(samples.count) {
      let leaf = SampleLeaf.hash(of: samples, range, definition: definition, using: &hasher)
      let own = SegmentBlocks.take(range.count, from: &rest)
      do throws(SegmentWriter.Full) {
        let block = EncodedBlock(Array(samples[range]), parts: own)
        bytes += try writer.append(block, leaf: leaf.bytes)
      } catch {
        throw .failed("put more than 1,048,576 blocks into a segment", .fileTooLarge)
      }
      leaves.append(leaf)
    }
    return bytes
  }

  /// The root of the tree of all leaves.
  func root(using hasher: inout LibraryHasher) -> Hash {
    var tree = Frontier()
    for leaf in leaves { tree.append(leaf, using: &hasher) }
    return tree.root(using: &hasher)
  }

  /// The index and the footer.
  consuming func finish() -> [UInt8] { writer.finish() }

  /// The parts of the next `count` samples.
  private static func take(_ count: Int, from parts: inout ArraySlice<BlockPart>) -> [BlockPart] {
    var taken: [BlockPart] = []
    var left = count
    while left > 0, var next = parts.popFirst() {
      let part = min(left, next.count)
      taken.append(BlockPart(file: next.file, count: part))
      left -= part
      next.count -= part
      if next.count > 0 { parts = [next] + parts }
    }
    return taken
  }
}

extension SegmentFile {
  /// Decodes all samples, and compares them by their leaves with what they were made from.
  ///
  /// - Throws: `differs` when a block is not what it should be.
  func check(
    _ leaves: [Hash],
    definition: (SeriesID) -> [UInt8]?,
    using hasher: inout LibraryHasher
  ) throws(ArchiveError) {
    let entries = reader.index.entries
    guard entries.count == leaves.count else { throw .differs(file: path) }
    for (position, leaf) in leaves.enumerated() {
      let samples = try samples(position)
      let found = SampleLeaf.hash(
        of: samples,
        samples.indices,
        definition: hasher.definition(definition(entries[position].series)),
        using: &hasher
      )
      guard found == leaf, reader.index.leaf(position) == leaf.bytes else {
        throw .differs(file: path)
      }
    }
  }
}

extension TreeHasher where Digest: ~Copyable {
  /// The hash of a definition's canonical bytes; zeros where the record has none.
  mutating func definition(_ canonical: [UInt8]?) -> Hash {
    guard let canonical else { return .zero }
    return plain(canonical)
  }
}
