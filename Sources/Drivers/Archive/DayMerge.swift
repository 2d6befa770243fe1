import Chronology
import Proving
import Sampling
import SegmentFormat
import Storage
import StoreFormat

/// Makes one segment of a day's, some series at a time: a series' samples of the day share a block, and
/// its header.
///
/// Which samples came from which log file stays known, so that the roots of the segments that it
/// replaces can be computed from it. What is not published leaves nothing behind.
final class DayMerge {
  /// Of how many series blocks are written, or how many blocks are read again, in one step: about a
  /// tenth of a second's work.
  static let stepLength = 256
  /// A step ends behind so many samples.
  static let stepSamples = 65_536

  /// How far the merging is.
  enum Progress: Hashable, Sendable {
    /// There is something left to do.
    case more
    /// The segment is published.
    case published
    /// The seal could not be recorded: nothing is published.
    case refused
  }

  /// The reading again of what was written.
  private struct Check {
    let file: SegmentFile
    let leaves: [Hash]
    let seal: Seal
    var merged: MergedLeaves
    /// The trees of the log files.
    var trees: [UInt64: Frontier] = [:]
  }

  private let disk: any Disk
  private let files: [SegmentFile]
  /// What series stand for.
  private let definitions: [SeriesID: CheckDefinition]
  /// The roots that the log files were sealed with.
  private let sealed: [UInt64: Hash]
  private let identity: SegmentIdentity
  private let temporary: String
  /// nil when the segment is published, or given up.
  private var output: ArchiveOutput?
  private var blocks: SegmentBlocks
  /// The series that are not written yet, ascending.
  private var left: ArraySlice<SeriesID>
  private var interval: Interval?
  private var count: UInt64 = 0
  private var check: Check?

  /// The merging of segments of one log file each, ascending, two or more.
  ///
  /// - Parameters:
  ///   - definitions: What the ledger says that series stand for.
  ///   - sealed: As ``roots(of:_:on:)`` has them.
  init(
    of spans: [LogSpan],
    definitions: [SeriesID: CheckDefinition],
    sealed: [UInt64: Hash],
    store: [UInt8],
    on disk: any Disk
  ) throws(ArchiveError) {
    precondition(spans.count > 1, "one segment needs no merging")
    var files: [SegmentFile] = []
    for span in spans { files.append(try SegmentFile(span, on: disk)) }
    let span = LogSpan(spans[0].first, through: spans[spans.count - 1].last)
    let first = files[0].reader.footer.identity.commits.lowerBound
    let last = files[files.count - 1].reader.footer.identity.commits.upperBound
    let all = files.reduce(into: Set<SeriesID>()) { all, file in
      for entry in file.reader.index.entries { all.insert(entry.series) }
    }
    var output = try ArchiveOutput("\(span.text).seg", in: .samples, on: disk)
    try output.append(SegmentHead.bytes)
    self.disk = disk
    self.files = files
    self.definitions = definitions
    self.sealed = sealed
    identity = SegmentIdentity(
      store: store,
      files: span.first...span.last,
      commits: first...last
    )
    temporary = output.temporary
    self.output = consume output
    blocks = SegmentBlocks(identity)
    left = all.sorted { $0.number < $1.number }[...]
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

  /// Writes some series more; behind the last one it reads some blocks again, and behind the last of
  /// these publishes the segment.
  ///
  /// - Parameters:
  ///   - limit: Of how many series, or how many blocks, at the most.
  ///   - publish: Told the seal, which must be on record before the segment is published; answers
  ///     whether it is.
  /// - Returns: How far it is. After any but `more`, and after an error, it is over.
  func goOn(
    _ limit: Int = DayMerge.stepLength,
    publish: (Seal) -> Bool
  ) throws(ArchiveError) -> Progress {
    do throws(ArchiveError) {
      var hasher = LibraryHasher(try LibraryDigest())
      if !left.isEmpty {
        try write(limit, using: &hasher)
        return .more
      }
      guard check != nil else {
        try end(using: &hasher)
        return .more
      }
      guard let seal = try compare(limit, using: &hasher) else { return .more }
      guard publish(seal) else {
        discard()
        return .refused
      }
      if let ready = output.take() { try ready.publish() }
      return .published
    } catch {
      discard()
      throw error
    }
  }

  /// Gives up what was made.
  func discard() {
    if let ready = output.take() { ready.discard() }
  }

  private func write(_ limit: Int, using hasher: inout LibraryHasher) throws(ArchiveError) {
    var (written, read) = (0, 0)
    while written < limit, read < DayMerge.stepSamples, let series = left.popFirst() {
      let (samples, parts) = try gather(series)
      for sample in samples {
        let end = max(sample.start, sample.end)
        interval = Interval(
          min(interval?.start ?? sample.start, sample.start),
          max(interval?.end ?? end, end)
        )
      }
      count += UInt64(samples.count)
      let bytes = try blocks.append(
        samples,
        parts: parts,
        definition: hasher.definition(definitions[series]?.canonical),
        using: &hasher
      )
      try output?.append(bytes)
      written += 1
      read += samples.count
    }
  }

  /// Ends the file, and opens it for reading.
  private func end(using hasher: inout LibraryHasher) throws(ArchiveError) {
    let (root, leaves) = (blocks.root(using: &hasher), blocks.leaves)
    try output?.append(blocks.finish())
    guard let hash = try output?.synchronize() else { return }
    let file = try SegmentFile(named: temporary, on: disk)
    guard file.reader.index.entries.count == leaves.count else {
      throw .differs(file: file.path)
    }
    let seal = Seal(
      tier: .daySegment,
      files: identity.files,
      commits: identity.commits,
      interval: interval ?? Interval(Instant(nanoseconds: 0), Instant(nanoseconds: 0)),
      samples: count,
      leaves: UInt64(leaves.count),
      root: root,
      file: hash
    )
    check = Check(
      file: file,
      leaves: leaves,
      seal: seal,
      merged: MergedLeaves(of: file, definitions)
    )
  }

  /// Decodes some blocks, and compares them by their leaves with what they were made from; when all are
  /// read, also what whoever verifies computes from the file: what the log files were sealed with.
  ///
  /// - Returns: The seal when all is the same; nil while there are blocks left.
  private func compare(
    _ limit: Int,
    using hasher: inout LibraryHasher
  ) throws(ArchiveError) -> Seal? {
    guard var check = self.check.take() else { return nil }
    var (blocks, read) = (0, 0)
    while !check.merged.isAtEnd, blocks < limit, read < DayMerge.stepSamples {
      var told: [(file: UInt64, hash: Hash)] = []
      let position = check.merged.position
      let samples = try check.merged.next(using: &hasher) { told.append(($0.file, $0.hash)) }
      for (file, leaf) in told {
        check.trees[file, default: Frontier()].append(leaf, using: &hasher)
      }
      let series = check.file.reader.index.entries[position].series
      let found = SampleLeaf.hash(
        of: samples,
        samples.indices,
        definition: hasher.definition(definitions[series]?.canonical),
        using: &hasher
      )
      let leaf = check.leaves[position]
      guard found == leaf, check.file.reader.index.leaf(position) == leaf.bytes else {
        throw .differs(file: check.file.path)
      }
      blocks += 1
      read += samples.count
    }
    guard check.merged.isAtEnd else {
      self.check = check
      return nil
    }
    for file in files {
      let number = file.reader.footer.identity.files.lowerBound
      guard check.trees[number]?.root(using: &hasher) == sealed[number] else {
        throw .damaged(file: file.path, .checksum("root"))
      }
    }
    return check.seal
  }

  /// One series' samples of all files, and how many each file gave.
  private func gather(
    _ series: SeriesID
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
