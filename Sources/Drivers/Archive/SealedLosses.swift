import Chronology
import Storage
import StoreFormat

/// What is gone of the sealed record, found out while the ledger is read from its beginning: ledger
/// files between others, segments that have not expired, and rollups behind which no samples are left.
///
/// Limit: a number for each log file whose samples have expired.
struct SealedLosses: Sendable {
  private var damages: [Damage] = []
  /// The log files whose samples have expired, as the ledger says.
  private var expired: Set<UInt64> = []
  /// How many entries the ledger has up to here; nil if that can't be read.
  private var size: UInt64? = 0
  /// The log file that follows.
  private var next: UInt64 = 1

  /// Takes the next ledger file.
  ///
  /// - Parameter before: The last commit that was read before it, and when that was put together.
  mutating func take(
    _ span: LogSpan,
    _ file: SealedFile,
    after before: (commit: UInt64, time: Instant)
  ) {
    defer { (size, next) = (file.sizes?.after, span.last + 1) }
    guard let size, let known = file.sizes?.before, known != size else { return }
    damages.append(
      Damage(
        file: min(next, span.first),
        offset: 0,
        firstCommit: before.commit + 1,
        lastCommit: max(before.commit + 1, file.firstCommit ?? 0),
        interval: Interval(before.time, max(before.time, file.firstTime ?? before.time)),
        isSealed: true
      )
    )
  }

  /// Takes what a ledger file tells.
  mutating func take(_ items: [StoreItem]) {
    for case .group(let group) in items {
      for case .expired(let file) in group.records { expired.insert(file.number) }
    }
  }

  /// All that is gone; segments that follow each other in one.
  ///
  /// - Parameters:
  ///   - book: What the ledger says of all log files.
  ///   - listing: The files that there were when reading began.
  func damages(
    _ book: SealBook,
    _ listing: ArchiveListing,
    on disk: any Disk
  ) throws(StoreError) -> [Damage] {
    let missing = book.files.filter { file in
      file.time.interval != nil && listing.isMissing(file.number) && !expired.contains(file.number)
    }
    if missing.isEmpty { return damages }
    // They may have expired since the ledger was listed.
    let now = try ArchiveListing(disk)
    let later = ExpiredFiles()
    var found = damages
    var last: UInt64?
    for file in missing {
      guard let interval = file.time.interval, now.isMissing(file.number),
        try !later.contains(file.number, on: disk)
      else { continue }
      if let last, last + 1 == file.number {
        let known = found[found.count - 1].interval
        found[found.count - 1].lastCommit = file.lastCommit
        found[found.count - 1].interval = Interval(
          min(known.start, interval.start),
          max(known.end, interval.end)
        )
      } else {
        found.append(
          Damage(
            file: file.number,
            offset: 0,
            firstCommit: 0,
            lastCommit: file.lastCommit,
            interval: interval,
            isSealed: true
          )
        )
      }
      last = file.number
    }
    return found
  }

  /// The rollups that are gone while samples of their days are too; days that follow each other in one.
  ///
  /// Where only the hours of a day are gone, its rows as a whole vouch for what happened to no check: no
  /// time is unknown by that alone.
  ///
  /// - Parameter present: The rollups that there were before the ledger was read.
  static func rollups(
    _ book: SealBook,
    _ present: Set<SealBook.RollupKey>,
    _ catalog: SampleCatalog,
    on disk: any Disk
  ) throws(StoreError) -> [Damage] {
    let lost = book.standing.lost(present, catalog)
    if lost.isEmpty { return [] }
    let now = try SealBook.RollupKey.present(on: disk)
    let later = ExpiredFiles()
    var found: [Damage] = []
    for key in lost where !now.contains(key) {
      if try later.contains(key, on: disk) { continue }
      let day = Interval.day(key.day)
      let interval = key.tier == .day ? day : Interval(day.start, day.start)
      if let last = found.last, last.interval.end >= interval.start {
        found[found.count - 1].interval.end = max(last.interval.end, interval.end)
        continue
      }
      found.append(
        Damage(
          file: book.files.first { $0.time.touches(day) }?.number ?? 0,
          offset: 0,
          firstCommit: 0,
          lastCommit: book.files.last?.lastCommit ?? 0,
          interval: interval,
          isSealed: true
        )
      )
    }
    return found
  }
}
