import Chronology
import Storage
import StoreFormat

/// What is gone of the sealed record, found out while the ledger is read from its beginning: ledger
/// files between others, and segments that have not expired.
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
}
