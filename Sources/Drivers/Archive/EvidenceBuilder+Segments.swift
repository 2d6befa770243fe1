import BundleFormat
import Proving
import Sampling
import SegmentFormat
import StoreFormat

extension EvidenceBuilder {
  /// Takes bytes of the bundle, and how many samples they have.
  typealias Piece = (inout EvidenceBuilder, [UInt8], Int) throws(EvidenceError) -> Void

  /// Writes the blocks of one segment behind their seals.
  ///
  /// A file that can't be read is noted and passed over: what it should have shown is then missing.
  mutating func write(
    _ part: EvidenceParts.Part,
    _ piece: Piece
  ) throws(EvidenceError) {
    if let seal = ledger.seal(of: part.span) {
      try write(part, under: seal, piece)
    } else {
      try writeUnmerged(part, piece)
    }
  }

  private mutating func write(
    _ part: EvidenceParts.Part,
    under seal: SignedLedger.Place<Seal>,
    _ piece: Piece
  ) throws(EvidenceError) {
    var tree = MerkleTree()
    let entries = part.file.reader.index.entries
    for position in entries.indices {
      let leaf = Hash(bytes: part.file.reader.index.leaf(position)) ?? .zero
      tree.append(leaf, using: &hasher)
    }
    try begin(seal, piece)
    for position in part.positions {
      let samples: [Sample]
      do throws(ArchiveError) {
        samples = try part.file.samples(position)
      } catch {
        receipt.damages.append("\(error)")
        continue
      }
      let leaf = UInt64(position)
      let path = tree.inclusionPath(of: leaf, in: tree.size, using: &hasher)
      let series = entries[position].series
      let bytes = writer.block(leaf: leaf, series: series, samples, path: path)
      try piece(&self, bytes, samples.count)
    }
  }

  /// A day's segment whose own seal isn't signed yet is shown as the segments that it took the place of.
  private mutating func writeUnmerged(
    _ part: EvidenceParts.Part,
    _ piece: Piece
  ) throws(EvidenceError) {
    var trees: [UInt64: MerkleTree] = [:]
    var own: [UInt64: [(leaf: UInt64, series: SeriesID, samples: [Sample])]] = [:]
    var leaves: [UInt64: [Hash]] = [:]
    let series = scope.series
    do throws(ArchiveError) {
      try MergedLeaves.each(of: part.file, ledger.definitions, using: &hasher) { leaf in
        let place = leaves[leaf.file]?.count ?? 0
        leaves[leaf.file, default: []].append(leaf.hash)
        guard series[leaf.series] != nil else { return }
        own[leaf.file, default: []].append((UInt64(place), leaf.series, Array(leaf.samples)))
      }
    } catch {
      receipt.damages.append("\(error)")
      return
    }
    for (number, hashes) in leaves {
      var tree = MerkleTree()
      for hash in hashes { tree.append(hash, using: &hasher) }
      trees[number] = tree
    }
    for number in own.keys.sorted() {
      guard let seal = ledger.seal(ofFile: number), let tree = trees[number] else { continue }
      try begin(seal, piece)
      for block in own[number] ?? [] {
        let path = tree.inclusionPath(of: block.leaf, in: tree.size, using: &hasher)
        let bytes = writer.block(
          leaf: block.leaf,
          series: block.series,
          block.samples,
          path: path
        )
        try piece(&self, bytes, block.samples.count)
      }
    }
  }

  private mutating func begin(
    _ seal: SignedLedger.Place<Seal>,
    _ piece: Piece
  ) throws(EvidenceError) {
    let path = path(of: seal.index)
    let bytes = writer.seal(seal.entry, at: seal.index, path: path)
    try piece(&self, bytes, 0)
  }
}
