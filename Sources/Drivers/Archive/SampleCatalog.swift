import Chronology
import Posix
import Sampling
import SegmentFormat
import Storage
import StoreFormat

/// Finds the samples of what is sealed by series and by time, whatever file they are in.
///
/// Segments are opened when they are needed first, and stay open until ``close(before:)``.
struct SampleCatalog: Sendable {
  /// What could not be read, and whose samples are missing for it.
  struct Failure: Sendable {
    let error: ArchiveError
    /// The log files concerned.
    let span: LogSpan
    /// From when to when samples are missing.
    let interval: Interval

    /// The failure as readers of the record are told it.
    ///
    /// - Throws: What is no damage of one file.
    func damage(lastCommit: UInt64) throws(StoreError) -> Damage {
      switch error {
      case .store(let error): throw error
      case .failed(let action, let error) where error != .noSuchFile: throw .failed(action, error)
      case .damaged(let file, .newer(let part)): throw .newerFormat(file: file, .newer(part))
      case .crypto(let words): throw .unreadable(file: "the system's libcrypto (\(words))")
      default:
        return Damage(
          file: span.first,
          offset: 0,
          firstCommit: 0,
          lastCommit: lastCommit,
          interval: interval,
          isSealed: true
        )
      }
    }
  }

  private struct Place: Hashable, Sendable {
    let span: LogSpan
    let position: Int
  }

  /// How often segments are looked for again while a writer replaces them.
  private static let attempts = 8

  private let disk: any Disk
  private let book: SealBook
  private let wanted: Set<SeriesID>?
  /// The last log file whose samples are looked for.
  private let last: UInt64
  private var segments: [(span: LogSpan, time: SealBook.Time)] = []
  private var opened: [LogSpan: SegmentFile] = [:]
  private var unreadable: Set<LogSpan> = []
  private var unreadableBlocks: Set<Place> = []
  /// What could not be read since ``takeFailures()``, each once.
  private var failures: [Failure] = []

  /// A catalog of the segments that a listing has.
  ///
  /// - Parameter wanted: The series that are looked for; nil is all. Of others nothing is kept.
  init(
    _ listing: ArchiveListing,
    _ book: SealBook,
    on disk: any Disk,
    of wanted: Set<SeriesID>? = nil
  ) {
    self.disk = disk
    self.wanted = wanted
    self.book = book
    last = listing.ledgers.last?.last ?? 0
    take(listing)
  }

  private mutating func take(_ listing: ArchiveListing) {
    segments = []
    for span in listing.segments where span.first <= last {
      if let time = book.time(of: span) {
        segments.append((span, time))
      } else if let file = open(span) {
        // Its ledger file can't be read; what the segment says of itself must do.
        let starts = file.reader.footer.starts
        let interval = starts.map { Interval($0.lowerBound, $0.upperBound) }
        segments.append((span, SealBook.Time(interval: interval)))
      }
    }
  }

  /// The UTC days on which a sample may start, ascending.
  var days: [Int64] {
    var days: Set<Int64> = []
    for case (_, let time) in segments {
      if let interval = time.interval { days.formUnion(interval.start.day...interval.end.day) }
    }
    return days.sorted()
  }

  /// Whether segments stand for all log files with samples that may start in `stretch`.
  func isComplete(in stretch: Interval) -> Bool {
    book.files.allSatisfy { file in
      guard file.time.touches(stretch) else { return true }
      return segments.contains { $0.span.contains(LogSpan(file.number)) }
    }
  }

  /// What could not be read since the last call.
  mutating func takeFailures() -> [Failure] {
    defer { failures = [] }
    return failures
  }

  /// Lets go of segments that have no sample from `instant` on.
  mutating func close(before instant: Instant) {
    for case (let span, let time) in segments where opened[span] != nil {
      if time.interval.map({ $0.end < instant }) ?? true { opened[span] = nil }
    }
  }

  /// The series of which samples start in `stretch`, or may.
  mutating func series(in stretch: Interval) -> Set<SeriesID> {
    var found: Set<SeriesID> = []
    forEachSegment(in: stretch) { _, _, file in
      for entry in file.reader.index.entries where entry.isIn(stretch) {
        found.insert(entry.series)
      }
    }
    return found
  }

  /// When the latest sample of each series starts that starts at `instant` or later, by the segments that
  /// may have such.
  mutating func latestStarts(since instant: Instant) -> [SeriesID: Instant] {
    var latest: [SeriesID: Instant] = [:]
    forEachSegment(in: Interval(instant, Instant(nanoseconds: .max))) { _, span, file in
      for entry in file.reader.index.entries where entry.starts.upperBound >= instant {
        let known = latest[entry.series] ?? instant
        latest[entry.series] = max(known, entry.starts.upperBound)
      }
    }
    return latest
  }

  /// How many samples of some series start in `stretch`; only blocks that reach out of it are read.
  mutating func count(of series: [SeriesID], in stretch: Interval) -> Int64 {
    var count: Int64 = 0
    forEachBlock(of: series, in: stretch, .through(last)) { catalog, span, file, position in
      let entry = file.reader.index.entries[position]
      if entry.isInside(stretch), span.last <= catalog.last {
        count += Int64(entry.count)
      } else {
        let samples = catalog.samples(span, file, position, from: .through(catalog.last))
        count += Int64(samples.count { stretch.contains($0.start) })
      }
    }
    return count
  }

  /// The samples of some series that start in `stretch`, ascending by start; of equal starts those
  /// that were measured first, then in the order of their commits.
  ///
  /// - Parameter wanted: Of which log files; nil for all that were sealed when the catalog was made.
  mutating func samples(
    of series: [SeriesID],
    in stretch: Interval,
    from wanted: WantedFiles? = nil
  ) -> [Sample] {
    let wanted = wanted ?? sealed
    var found: [Sample] = []
    forEachBlock(of: series, in: stretch, wanted) { catalog, span, file, position in
      let samples = catalog.samples(span, file, position, from: wanted)
      let isInside = file.reader.index.entries[position].isInside(stretch)
      let own = isInside ? samples : samples.filter { stretch.contains($0.start) }
      if found.isEmpty { found = own } else { found += own }
    }
    return found.inOrder
  }

  /// All log files that were sealed when the catalog was made.
  var sealed: WantedFiles { .through(last) }

  mutating func forEachBlock(
    of series: [SeriesID],
    in stretch: Interval,
    _ wanted: WantedFiles,
    _ body: (inout SampleCatalog, LogSpan, SegmentFile, Int) -> Void
  ) {
    forEachSegment(in: stretch, wanted) { catalog, span, file in
      let entries = file.reader.index.entries
      for series in series {
        for position in file.reader.index.blocks(of: series) where entries[position].isIn(stretch) {
          body(&catalog, span, file, position)
        }
      }
    }
  }

  private mutating func forEachSegment(
    in stretch: Interval,
    _ wanted: WantedFiles = .through(.max),
    _ body: (inout SampleCatalog, LogSpan, SegmentFile) -> Void
  ) {
    // Those that a day's has taken the place of can't be opened any more; they are found again.
    for attempt in 1...SampleCatalog.attempts {
      var files: [(LogSpan, SegmentFile)] = []
      for case (let span, let time) in segments
      where time.touches(stretch) && wanted.touches(span) {
        if let file = open(span) { files.append((span, file)) }
      }
      guard isOutdated, attempt < SampleCatalog.attempts else {
        for (span, file) in files { body(&self, span, file) }
        return
      }
      isOutdated = false
      if let listing = try? ArchiveListing(disk) { take(listing) }
    }
  }

  /// The block that was read last: who reads by the hour asks for it again.
  private var latestBlock: (place: Place, samples: [Sample])?
  /// Whether a segment that was listed is gone.
  private var isOutdated = false
  /// Segments that are gone and that nothing has taken the place of.
  private var missing: Set<LogSpan> = []

  private mutating func open(_ span: LogSpan) -> SegmentFile? {
    if let file = opened[span] { return file }
    if unreadable.contains(span) { return nil }
    do throws(ArchiveError) {
      let file = try SegmentFile(span, on: disk, of: wanted, store: book.store)
      opened[span] = file
      return file
    } catch {
      if case .failed(_, .noSuchFile) = error, missing.insert(span).inserted {
        isOutdated = true
        return nil
      }
      unreadable.insert(span)
      let instant = book.files.last?.lastTime ?? Instant(nanoseconds: 0)
      let interval = book.time(of: span)?.interval ?? Interval(instant, instant)
      failures.append(Failure(error: error, span: span, interval: interval))
      return nil
    }
  }

  mutating func samples(
    _ span: LogSpan,
    _ file: SegmentFile,
    _ position: Int,
    from wanted: WantedFiles
  ) -> [Sample] {
    let place = Place(span: span, position: position)
    do throws(ArchiveError) {
      guard wanted.holds(span) else { return try file.samples(position, from: wanted) }
      if let latestBlock, latestBlock.place == place { return latestBlock.samples }
      let samples = try file.samples(position)
      latestBlock = (place, samples)
      return samples
    } catch {
      guard unreadableBlocks.insert(place).inserted else { return [] }
      let starts = file.reader.index.entries[position].starts
      let interval = Interval(starts.lowerBound, starts.upperBound + .milliseconds(1))
      failures.append(Failure(error: error, span: span, interval: interval))
      return []
    }
  }
}

extension BlockEntry {
  /// Whether a sample of it may start in `stretch`.
  fileprivate func isIn(_ stretch: Interval) -> Bool {
    starts.lowerBound < stretch.end && starts.upperBound >= stretch.start
  }
}

extension SegmentFile {
  /// The samples of a block that came from the log files that are wanted.
  fileprivate func samples(
    _ position: Int,
    from wanted: WantedFiles
  ) throws(ArchiveError) -> [Sample] {
    let block = try block(position)
    let samples = try ArchiveError.decoding(path) { () throws(FormatError) in
      try block.samples()
    }
    var found: [Sample] = []
    var start = 0
    for part in block.parts {
      if wanted.contains(part.file) { found += samples[start..<start + part.count] }
      start += part.count
    }
    return found
  }
}
