package import Chronology
import Sampling
package import Storage
import StoreFormat

/// Reads all that a store holds, without a lock, beside its writer: first what is sealed, file by
/// file, then the log as it grows.
package struct RecordReader: Sendable {
  private let disk: any Disk
  private var listing: ArchiveListing
  private var sealed: ArraySlice<LogSpan>
  private var segments: ArraySlice<SegmentPart>
  private var file: SealedFile?
  private let expired = ExpiredFiles()
  private var log: StoreReader
  /// The log's file that was read last, or is not to be read; nil before any.
  private var logFile: UInt64?
  /// What the log gave before it showed that files of it have been sealed meanwhile.
  private var later: StoreItem?
  private var definitions: CommitGroup?
  /// What series stand for, as it was said first.
  private var known: [SeriesID: CheckDefinition]
  /// The last commit that was read; 0 before the first one.
  package private(set) var lastCommit: UInt64 = 0
  /// When that commit was put together.
  package private(set) var lastTime = Instant(nanoseconds: 0)

  /// Reads a disk from its beginning, or from the last file that was begun before an instant.
  ///
  /// What series stand for is told first, whatever is read.
  package init(_ disk: any Disk, from start: Instant? = nil) throws(StoreError) {
    let listing = try ArchiveListing(disk)
    self.disk = disk
    self.listing = listing
    known = try SealedDefinitions.read(listing, on: disk)
    definitions = try RecordReader.definitions(listing, disk, against: known)
    var ledgers = listing.ledgers[...]
    if let start { ledgers = try RecordReader.since(start, listing, disk) }
    sealed = ledgers
    let first = ledgers.first?.first ?? .max
    segments = listing.segments.drop { $0.last < first }.map { SegmentPart($0) }[...]
    let next = (listing.ledgers.last?.last).map { $0 + 1 }
    if let next {
      log = StoreReader(disk, after: next - 1)
      logFile = next - 1
    } else {
      log = try StoreReader(disk, from: start)
      // What an empty store gets may be sealed before the next look.
      let before = listing.logs.first.map { $0 - 1 } ?? 0
      logFile = start == nil || listing.logs.isEmpty ? before : nil
    }
  }

  /// Reads only what follows the files that a listing has as sealed, which are one at least.
  ///
  /// - Parameter known: What series stand for, as the ledger says it.
  init(
    _ disk: any Disk,
    after listing: ArchiveListing,
    _ known: [SeriesID: CheckDefinition]
  ) {
    self.known = known
    let last = listing.ledgers.last?.last ?? 0
    self.disk = disk
    self.listing = listing
    sealed = []
    segments = []
    log = StoreReader(disk, after: last)
    logFile = last
  }

  /// Whether something that is no valid group stands at the end of the log.
  package var isTorn: Bool { log.isTorn }

  /// Reads what comes next.
  ///
  /// - Returns: nil at the end; a later call sees what was written since.
  /// - Throws: `newerFormat`, `failed`.
  package mutating func next() throws(StoreError) -> StoreItem? {
    if let definitions {
      self.definitions = nil
      return .group(definitions)
    }
    while true {
      if let item = try nextSealed() { return item }
      if let later {
        self.later = nil
        return later
      }
      let item = held(try log.next())
      (lastCommit, lastTime) = (max(lastCommit, log.lastCommit), max(lastTime, log.lastTime))
      guard let item else { return nil }
      guard let number = log.fileNumber, let before = logFile, number > before + 1 else {
        logFile = log.fileNumber
        return item
      }
      // Files between have been sealed, and removed, since the folders were listed.
      logFile = number
      listing = try ArchiveListing(disk)
      // A file that was merged since may hold what was read already.
      let missed = LogSpan(before + 1, through: number - 1)
      sealed = listing.ledgers.compactMap { $0.part(within: missed) }[...]
      segments = listing.segments.compactMap { SegmentPart($0, within: missed) }[...]
      // To the log they look like files that are missing.
      let found = sealed.reduce(0) { $0 + $1.count }
      if case .damage(let damage) = item {
        if found == number - before - 1 { continue }
        // A number is missing of a file in which nothing was committed.
        if try isSealed(damage) { continue }
      }
      later = item
    }
  }

  /// Whether the files that are sealed meanwhile have every commit that the log misses.
  private func isSealed(_ damage: Damage) throws(StoreError) -> Bool {
    var next = damage.firstCommit
    for span in sealed {
      let file = try SealedFile(
        span,
        segments: [],
        of: listing,
        on: disk,
        expired: expired,
        before: (lastCommit, lastTime)
      )
      for (seal, _) in file.seals where seal.tier == .segment {
        if seal.commits.lowerBound > next { return false }
        next = max(next, seal.commits.upperBound + 1)
      }
    }
    return next > damage.lastCommit
  }

  private mutating func nextSealed() throws(StoreError) -> StoreItem? {
    while true {
      if var current = file {
        let item = try current.next()
        file = item == nil ? nil : current
        if let item { return item }
        (lastCommit, lastTime) = (
          max(lastCommit, current.lastCommit), max(lastTime, current.lastTime)
        )
      }
      guard let span = sealed.popFirst() else { return nil }
      // A day's segment stands for several ledger files: it is read with the first of them.
      let own = segments.prefix { $0.only.first <= span.last }
      segments = segments.dropFirst(own.count)
      file = try SealedFile(
        span,
        segments: Array(own),
        of: listing,
        on: disk,
        expired: expired,
        before: (lastCommit, lastTime)
      )
    }
  }

  /// What counts of what the log gave.
  private mutating func held(_ item: StoreItem?) -> StoreItem? {
    guard case .group(let group)? = item else { return item }
    let isBehindLedger = !listing.ledgers.isEmpty
    return .group(group.held(against: &known, isBehindLedger: isBehindLedger))
  }

  /// What the newest file of the log says that series stand for, and doesn't contradict the ledger.
  ///
  /// It tells of series whose ledger file can't be read.
  static func definitions(
    _ listing: ArchiveListing,
    _ disk: any Disk,
    against sealed: [SeriesID: CheckDefinition]
  ) throws(StoreError) -> CommitGroup? {
    guard !listing.ledgers.isEmpty, let newest = listing.newestLog else { return nil }
    var log = ClosedLogFile(newest, on: disk)
    var records: [Record] = []
    var known = sealed
    while let item = try log.next() {
      guard case .group(let group) = item, group.flags.contains(.repetition) else { break }
      records += group.held(against: &known, isBehindLedger: false).records
    }
    return CommitGroup(
      sequence: 0,
      time: Instant(nanoseconds: 0),
      flags: .repetition,
      records: records
    )
  }

  /// The ledger files from the last one on that was begun before an instant.
  private static func since(
    _ start: Instant,
    _ listing: ArchiveListing,
    _ disk: any Disk
  ) throws(StoreError) -> ArraySlice<LogSpan> {
    let ledgers = listing.ledgers[...]
    for index in ledgers.indices.reversed() {
      let file = try SealedFile(
        ledgers[index],
        segments: [],
        of: listing,
        on: disk,
        before: (0, Instant(nanoseconds: 0))
      )
      if let first = file.firstTime, first <= start { return ledgers[index...] }
    }
    return ledgers
  }
}
