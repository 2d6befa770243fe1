import Chronology
import Proving
import Sampling
import SegmentFormat
import Storage
import StoreFormat

/// Makes one segment of a day's: a series' samples of the day share a block, and its header.
///
/// Which samples came from which log file stays known, so that the roots of the segments that it
/// replaces can be computed from it.
struct DayMerge: Sendable {
  private let disk: any Disk
  private let spans: [LogSpan]
  /// What series stand for.
  private let definitions: [SeriesID: CheckDefinition]
  /// The roots that the log files were sealed with.
  private let sealed: [UInt64: Hash]

  /// The merging of segments of one log file each, ascending, two or more.
  ///
  /// - Parameters:
  ///   - definitions: What the ledger says that series stand for.
  ///   - sealed: As ``roots(of:_:on:)`` has them.
  init(
    of spans: [LogSpan],
    definitions: [SeriesID: CheckDefinition],
    sealed: [UInt64: Hash],
    on disk: any Disk
  ) {
    precondition(spans.count > 1, "one segment needs no merging")
    self.disk = disk
    self.spans = spans
    self.definitions = definitions
    self.sealed = sealed
  }

  /// The roots that the log files of some spans were sealed with, by the ledger.
  static func roots(
    of spans: [LogSpan],
    _ listing: ArchiveListing,
    on disk: any Disk
  ) throws(ArchiveError) -> [UInt64: Hash] {
    var roots: [UInt64: Hash] = [:]
    var hasher = LibraryHasher(try LibraryDigest())
    for ledger in listing.ledgers
    where spans.contains(where: { $0.contains(ledger) || ledger.contains($0) }) {
      let (file, _) = try LedgerEnd.read(ledger, on: disk, using: &hasher)
      for entry in file.entries {
        guard case .sealed(let seal)? = (try? entry.record()) ?? nil, seal.tier == .segment
        else { continue }
        roots[seal.files.lowerBound] = seal.root
      }
    }
    return roots
  }

  /// Writes the segment and reads it again.
  ///
  /// - Parameter publish: Told the seal, which must be on record before the file is published;
  ///   answers whether it is.
  /// - Returns: Whether it was published.
  func run(store: [UInt8], publish: (Seal) -> Bool) throws(ArchiveError) -> Bool {
    var hasher = LibraryHasher(try LibraryDigest())
    var files: [SegmentFile] = []
    for span in spans { files.append(try SegmentFile(span, on: disk)) }
    let span = LogSpan(spans[0].first, through: spans[spans.count - 1].last)
    let first = files[0].reader.footer.identity.commits.lowerBound
    let last = files[files.count - 1].reader.footer.identity.commits.upperBound
    var output = try ArchiveOutput("\(span.text).seg", in: .samples, on: disk)
    var blocks = SegmentBlocks(
      SegmentIdentity(store: store, files: span.first...span.last, commits: first...last)
    )
    try output.append(SegmentHead.bytes)
    var interval: Interval?
    var count: UInt64 = 0
    let all = files.reduce(into: Set<SeriesID>()) { all, file in
      for entry in file.reader.index.entries { all.insert(entry.series) }
    }
    for series in all.sorted(by: { $0.number < $1.number }) {
      let (samples, parts) = try gather(series, from: files)
      for sample in samples {
        let end = max(sample.start, sample.end)
        interval = Interval(
          min(interval?.start ?? sample.start, sample.start),
          max(interval?.end ?? end, end)
        )
      }
      count += UInt64(samples.count)
      try output.append(
        try blocks.append(
          samples,
          parts: parts,
          definition: hasher.definition(definitions[series]?.canonical),
          using: &hasher
        )
      )
    }
    let root = blocks.root(using: &hasher)
    let leaves = blocks.leaves
    try output.append(blocks.finish())
    let hash = try output.synchronize()
    let merged = try SegmentFile(named: output.temporary, on: disk)
    try merged.check(
      leaves,
      definition: { definitions[$0]?.canonical },
      using: &hasher
    )
    // Whoever verifies computes from this file what the log files were sealed with.
    let roots = try MergedLeaves.roots(of: merged, definitions, using: &hasher)
    for (file, span) in zip(files, spans) where roots[span.first] != sealed[span.first] {
      throw .damaged(file: file.path, .checksum("root"))
    }
    let seal = Seal(
      tier: .daySegment,
      files: span.first...span.last,
      commits: first...last,
      interval: interval ?? Interval(Instant(nanoseconds: 0), Instant(nanoseconds: 0)),
      samples: count,
      leaves: UInt64(leaves.count),
      root: root,
      file: hash
    )
    guard publish(seal) else {
      output.discard()
      return false
    }
    try output.publish()
    return true
  }

  /// One series' samples of all files, and how many each file gave.
  private func gather(
    _ series: SeriesID,
    from files: [SegmentFile]
  ) throws(ArchiveError) -> (samples: [Sample], parts: [BlockPart]) {
    var samples: [Sample] = []
    var parts: [BlockPart] = []
    for file in files {
      for position in file.reader.index.blocks(of: series) {
        let block = try file.block(position)
        samples += try ArchiveError.decoding(file.path) { () throws(FormatError) in
          try block.samples()
        }
        for part in block.parts {
          if let last = parts.last, last.file == part.file {
            parts[parts.count - 1].count += part.count
          } else {
            parts.append(part)
          }
        }
      }
    }
    return (samples, parts)
  }
}
