import Chronology
import Sampling
import Storage
import StoreFormat

/// What the ledger says of the log files that are sealed: which commits and which time they have.
///
/// 80 bytes a log file, and 48 a rollup.
struct SealBook: Sendable {
  /// A file of rows.
  struct RollupKey: Hashable, Sendable {
    let tier: Seal.Tier
    /// The UTC day, in days since 1970.
    let day: Int64
  }

  /// One log file.
  struct File: Hashable, Sendable {
    /// Its number.
    let number: UInt64
    /// The last commit in it.
    let lastCommit: UInt64
    /// When that was put together.
    let lastTime: Instant
    /// When its samples were.
    let time: Time
  }

  /// Ascending.
  private(set) var files: [File] = []
  /// The store's identity, as ledger files say it; nil before one was read.
  private(set) var store: [UInt8]?
  /// What series stand for.
  private(set) var definitions: [SeriesID: CheckDefinition] = [:]
  /// What rollup files were sealed with, whenever they were made.
  private(set) var rollups: [RollupKey: Set<Hash>] = [:]
  /// Which rollup files there must be.
  private(set) var standing = StandingRollups()
  /// The last log file whose ledger file was read, or tried.
  private(set) var lastRead: UInt64?

  /// Takes what one ledger file says.
  mutating func take(_ span: LogSpan, _ ledger: SealedFile) {
    lastRead = span.last
    store = store ?? ledger.store
    for group in ledger.definitions {
      for case .series(let series, let definition) in group.records {
        definitions[series] = definition
      }
    }
    for case .some(let record) in ledger.entries.map(\.record) { standing.take(record) }
    for (seal, time) in ledger.seals {
      guard seal.tier == .segment else {
        if seal.tier == .hours || seal.tier == .day {
          let key = RollupKey(tier: seal.tier, day: seal.interval.start.day)
          rollups[key, default: []].insert(seal.file)
        }
        continue
      }
      files.append(
        File(
          number: seal.files.lowerBound,
          lastCommit: seal.commits.upperBound,
          lastTime: time,
          time: Time(interval: seal.samples > 0 ? seal.interval : nil)
        )
      )
    }
  }

  /// Reads the ledger files that are new.
  mutating func read(_ listing: ArchiveListing, on disk: any Disk) throws(StoreError) {
    // A merged file holds what was read already too.
    for span in listing.ledgers.compactMap({ $0.part(after: lastRead) }) {
      let before = (files.last?.lastCommit ?? 0, files.last?.lastTime ?? Instant(nanoseconds: 0))
      take(
        span,
        try SealedFile(span, segments: [], of: listing, on: disk, before: before)
      )
    }
  }

  /// When the samples of some log files were: from the first one's start to the last one's end, nil
  /// if there is none.
  ///
  /// - Returns: Nothing if one of the files is not known.
  func time(of span: LogSpan) -> Time? {
    var interval: Interval?
    var index = files.firstPlace { $0.number >= span.first }
    for number in span.first...span.last {
      guard index < files.count, files[index].number == number else { return nil }
      if let own = files[index].time.interval {
        interval = Interval(
          min(interval?.start ?? own.start, own.start),
          max(interval?.end ?? own.end, own.end)
        )
      }
      index += 1
    }
    return Time(interval: interval)
  }

  /// When samples were.
  struct Time: Hashable, Sendable {
    /// From the first one's start to the last one's end; nil if there is none.
    let interval: Interval?

    /// Whether a sample may start in `stretch`.
    func touches(_ stretch: Interval) -> Bool {
      guard let interval else { return false }
      return interval.start < stretch.end && interval.end >= stretch.start
    }
  }
}

extension Array {
  /// The place of the first element from which on `isReached` holds.
  func firstPlace(_ isReached: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isReached(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
