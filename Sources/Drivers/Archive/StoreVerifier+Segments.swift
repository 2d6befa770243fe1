import Chronology
import Proving
import Sampling
import SegmentFormat
import Storage
import StoreFormat

extension StoreVerifier {
  /// Decodes every segment that is there, and holds it against the seals of the log files that it
  /// stands for.
  mutating func verifySegments(_ progress: (Int) -> Void) throws(ArchiveError) {
    let files = seals.filter { $0.tier == .segment && $0.samples > 0 }
    var proved: Set<UInt64> = []
    for span in listing.segments {
      let own = files.filter { span.contains(LogSpan($0.files.lowerBound)) }
      do throws(ArchiveError) {
        let roots = try roots(of: span, progress)
        for seal in own where roots[seal.files.lowerBound] == seal.root {
          proved.insert(seal.files.lowerBound)
        }
        try checkFile(of: span)
        guard own.allSatisfy({ proved.contains($0.files.lowerBound) }), own.count == roots.count
        else {
          result.note(.damaged, "samples/\(span.text).seg is not what was sealed: restore it")
          continue
        }
        result.segments += 1
        for seal in own { add(seal) }
      } catch {
        for seal in own { proved.insert(seal.files.lowerBound) }
        try noteUnreadable(error)
      }
    }
    for seal in files where !isThere(seal) {
      if expired.contains(seal.files.lowerBound) {
        result.expired += 1
      } else {
        result.note(
          .missing,
          "the samples of log file \(seal.files.lowerBound), \(seal.samples) from"
            + " \(seal.interval.start) to \(seal.interval.end): restore samples/ from a backup"
        )
      }
    }
  }

  private func isThere(_ seal: Seal) -> Bool {
    listing.segments.contains { $0.contains(LogSpan(seal.files.lowerBound)) }
  }

  private mutating func add(_ seal: Seal) {
    result.samples += seal.samples
    result.interval = Interval(
      min(result.interval?.start ?? seal.interval.start, seal.interval.start),
      max(result.interval?.end ?? seal.interval.end, seal.interval.end)
    )
  }

  /// The root that each log file of a segment had, computed from the segment's samples.
  private mutating func roots(
    of span: LogSpan,
    _ progress: (Int) -> Void
  ) throws(ArchiveError) -> [UInt64: Hash] {
    let file = try SegmentFile(span, on: disk)
    var count = Int(result.samples)
    return try MergedLeaves.roots(of: file, definitions, using: &hasher) { samples in
      count += samples
      progress(count)
    }
  }

  /// Holds the file's bytes against the newest seal of this very file.
  mutating func checkFile(of span: LogSpan) throws(ArchiveError) {
    let name = "\(span.text).seg"
    let seal = seals.last { $0.files == span.first...span.last && $0.tier.isOfSamples }
    let hash = try ArchiveError.hashing(name, in: .samples, on: disk)
    guard let seal, hash == seal.file else {
      throw .damaged(file: "samples/\(name)", .checksum("file"))
    }
    try checkTree(of: span, seal)
  }

  /// Holds the tree of the file's own blocks against the seal, and each leaf in the index, by which
  /// evidence is shown, against the block.
  private mutating func checkTree(of span: LogSpan, _ seal: Seal) throws(ArchiveError) {
    let file = try SegmentFile(span, on: disk)
    let entries = file.reader.index.entries
    var tree = Frontier()
    for position in entries.indices {
      let samples = try file.samples(position)
      let definition = hasher.definition(definitions[entries[position].series]?.canonical)
      let leaf = SampleLeaf.hash(
        of: samples,
        samples.indices,
        definition: definition,
        using: &hasher
      )
      guard file.reader.index.leaf(position) == leaf.bytes else {
        throw .damaged(file: file.path, .checksum("leaf"))
      }
      tree.append(leaf, using: &hasher)
    }
    guard tree.size == seal.leaves, tree.root(using: &hasher) == seal.root else {
      throw .damaged(file: file.path, .checksum("root"))
    }
  }
}

extension Seal.Tier {
  /// Whether it is a segment.
  fileprivate var isOfSamples: Bool { self == .segment || self == .daySegment }
}
