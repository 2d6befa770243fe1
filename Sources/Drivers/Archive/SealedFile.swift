import Chronology
import Posix
import Proving
import Sampling
import SegmentFormat
import Storage
import StoreFormat

/// Reads what is sealed of some files of the log: one ledger file, and the segments that belong to it.
///
/// What series stand for and what was imported comes first, then samples block by block, then all
/// other records, those of a commit together: no fact depends on whether a gap is told before or after
/// the samples around it.
struct SealedFile: Sendable {
  private enum Stage: Sendable {
    case definitions
    case block(segment: Int, position: Int)
    case rest
    case end
  }

  let span: LogSpan
  private let segments: [SegmentPart]
  private let listing: ArchiveListing
  private let disk: any Disk
  private(set) var entries: [SealedEntry] = []
  /// What can't be read of the files, as far as that is known.
  private(set) var damages: [Damage] = []
  /// What is to be told next, a commit each.
  private var groups: ArraySlice<CommitGroup> = []
  private var segment: (file: SegmentFile, only: LogSpan)?
  private var stage = Stage.definitions
  /// The last commit of the file.
  private(set) var lastCommit: UInt64 = 0
  /// When it was put together.
  private(set) var lastTime = Instant(nanoseconds: 0)
  /// The store's identity, if the ledger file can be read.
  private(set) var store: [UInt8]?

  /// How many entries the ledger had before the file and with it, if it can be read.
  private(set) var sizes: (before: UInt64, after: UInt64)?

  /// Its first commit; nil if that can't be read.
  var firstCommit: UInt64? { entries.first?.commit }

  /// When its first commit was put together; nil if that can't be read.
  var firstTime: Instant? { entries.first?.time }

  /// Every seal that it tells of, and when it was put on record.
  var seals: [(seal: Seal, time: Instant)] {
    entries.compactMap { entry in
      if case .sealed(let seal) = entry.record { (seal, entry.time) } else { nil }
    }
  }

  /// What must be known to understand samples, a group a commit.
  var definitions: ArraySlice<CommitGroup> { grouped { $0.isNeededBySamples } }

  /// All else, a group a commit.
  var rest: ArraySlice<CommitGroup> { grouped { !$0.isNeededBySamples } }

  /// A reading that has not begun.
  ///
  /// - Parameters:
  ///   - segments: Those that stand for files of the span, and for no file before it.
  ///   - listing: What else there is.
  ///   - before: The last commit before, and its time, for what can't be read.
  ///   - expired: Asked when a segment isn't there; nil tells nothing of such ones.
  init(
    _ span: LogSpan,
    segments: [SegmentPart],
    of listing: ArchiveListing,
    on disk: any Disk,
    expired: ExpiredFiles? = nil,
    before: (commit: UInt64, time: Instant)
  ) throws(StoreError) {
    self.span = span
    self.segments = segments
    self.listing = listing
    self.disk = disk
    (lastCommit, lastTime) = before
    do throws(ArchiveError) {
      var hasher = LibraryHasher(try LibraryDigest())
      let (ledger, _) = try LedgerEnd.read(span, on: disk, using: &hasher)
      store = ledger.header.store
      // What can't be read of a whole file is of a kind that a later version writes.
      entries = ledger.entries.map { SealedEntry($0) }
      sizes = (ledger.header.before.size, ledger.after.size)
      if let last = entries.last { (lastCommit, lastTime) = (last.commit, last.time) }
    } catch {
      let interval = Interval(before.time, before.time)
      damages.append(try damage(error, in: interval))
    }
    for (seal, _) in seals
    where seal.tier == .segment && seal.samples > 0 && listing.isMissing(seal.files.lowerBound) {
      if try expired?.contains(seal.files.lowerBound, on: disk) ?? true { continue }
      damages.append(missing(in: seal.interval))
    }
  }

  /// Reads what comes next; nil at the end.
  mutating func next() throws(StoreError) -> StoreItem? {
    while true {
      if let damage = damages.popLast() { return .damage(damage) }
      if let group = groups.popFirst() { return .group(group) }
      switch stage {
      case .definitions:
        stage = .block(segment: 0, position: 0)
        groups = definitions
      case .block(let number, let position):
        if let samples = try samples(number, position), !samples.isEmpty {
          return .samples(samples)
        }
      case .rest:
        stage = .end
        groups = rest
      case .end: return nil
      }
    }
  }

  /// Reads one block, and sets the stage to what follows it.
  private mutating func samples(
    _ number: Int,
    _ position: Int
  ) throws(StoreError) -> [Sample]? {
    guard number < segments.count else {
      stage = .rest
      return nil
    }
    switch open(number) {
    case .failure(let error):
      segment = nil
      stage = .block(segment: number + 1, position: 0)
      damages.append(try damage(error, in: sealedInterval(of: segments[number].only)))
      return nil
    case .success(.none):
      stage = .block(segment: number + 1, position: 0)
      return nil
    case .success(.some(let found)):
      let entries = found.file.reader.index.entries
      guard position < entries.count else {
        segment = nil
        stage = .block(segment: number + 1, position: 0)
        return nil
      }
      segment = found
      stage = .block(segment: number, position: position + 1)
      switch Result(catching: { () throws(ArchiveError) in try samples(of: found, position) }) {
      case .success(let samples): return samples
      case .failure(let error):
        let starts = entries[position].starts
        let interval = Interval(starts.lowerBound, starts.upperBound + .milliseconds(1))
        damages.append(try damage(error, in: interval))
        return nil
      }
    }
  }

  /// Opens a segment; where it was merged into a larger one meanwhile, that one, of which only its
  /// own files are read; nil where it has expired.
  private func open(
    _ number: Int
  ) -> Result<(file: SegmentFile, only: LogSpan)?, ArchiveError> {
    if let segment { return .success(segment) }
    let part = segments[number]
    return Result { () throws(ArchiveError) in
      do throws(ArchiveError) {
        let file = try SegmentFile(part.segment, on: disk)
        return (file: file, only: part.only)
      } catch {
        guard case .failed(_, .noSuchFile) = error else { throw error }
        let now = try Sealer.listing(disk)
        if let larger = now.segments.first(where: { $0.contains(part.segment) }) {
          let file = try SegmentFile(larger, on: disk)
          return (file: file, only: part.only)
        }
        // Segments expire from the oldest on: what was the oldest until now has.
        if let oldest = now.segments.first, oldest.first < part.only.first { throw error }
        return nil
      }
    }
  }

  /// The samples of a block that came from the files that are read.
  private func samples(
    of segment: (file: SegmentFile, only: LogSpan),
    _ position: Int
  ) throws(ArchiveError) -> [Sample] {
    let samples = try segment.file.samples(position)
    let files = segment.file.reader.footer.identity.files
    if segment.only == LogSpan(files.lowerBound, through: files.upperBound) { return samples }
    var kept: [Sample] = []
    var start = 0
    for part in try segment.file.block(position).parts {
      if segment.only.contains(LogSpan(part.file)) { kept += samples[start..<start + part.count] }
      start += part.count
    }
    return kept
  }

  /// When the samples of a segment that can't be opened were, by its seal.
  private func sealedInterval(of segment: LogSpan) -> Interval {
    var interval: Interval?
    for (seal, _) in seals
    where seal.tier == .segment && segment.contains(LogSpan(seal.files.lowerBound)) {
      interval = Interval(
        min(interval?.start ?? seal.interval.start, seal.interval.start),
        max(interval?.end ?? seal.interval.end, seal.interval.end)
      )
    }
    return interval ?? Interval(lastTime, lastTime)
  }

  private func damage(
    _ error: ArchiveError,
    in interval: Interval
  ) throws(StoreError) -> Damage {
    switch error {
    case .store(let error): throw error
    case .failed(let action, let error) where error != .noSuchFile: throw .failed(action, error)
    case .damaged(let file, .newer(let part)): throw .newerFormat(file: file, .newer(part))
    case .crypto(let words): throw .unreadable(file: "the system's libcrypto (\(words))")
    default: return missing(in: interval)
    }
  }

  private func missing(in interval: Interval) -> Damage {
    Damage(
      file: span.first,
      offset: 0,
      firstCommit: 0,
      lastCommit: lastCommit,
      interval: interval,
      isSealed: true
    )
  }

  /// The records of each commit that are wanted.
  private func grouped(_ isWanted: (Record) -> Bool) -> ArraySlice<CommitGroup> {
    SealedFile.grouped(entries[...], isWanted)
  }

  static func grouped(
    _ entries: ArraySlice<SealedEntry>,
    _ isWanted: (Record) -> Bool
  ) -> ArraySlice<CommitGroup> {
    var groups: [CommitGroup] = []
    for entry in entries {
      guard let record = entry.record, isWanted(record) else { continue }
      if groups.last?.sequence != entry.commit {
        groups.append(CommitGroup(sequence: entry.commit, time: entry.time, records: []))
      }
      groups[groups.count - 1].records.append(record)
    }
    return groups[...]
  }
}

/// A segment, and which of its log files are read from it.
struct SegmentPart: Hashable, Sendable {
  let segment: LogSpan
  let only: LogSpan

  /// The whole segment.
  init(_ segment: LogSpan) {
    self.segment = segment
    only = segment
  }

  /// What a segment has of a span; nil for nothing.
  init?(_ segment: LogSpan, within span: LogSpan) {
    let (first, last) = (max(segment.first, span.first), min(segment.last, span.last))
    if first > last { return nil }
    self.segment = segment
    only = LogSpan(first, through: last)
  }
}
