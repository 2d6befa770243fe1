import Posix
import Proving
import Storage
import StoreFormat

/// Which files of the log have expired, as the record says.
///
/// Mostly nobody asks: segments go from the oldest on. One that is held while younger ones go leaves
/// a hole behind it, and only the record tells it from damage. It is read at the first question.
///
/// Limit: a number for each log file whose samples have expired, and what ``StandingRollups`` keeps.
final class ExpiredFiles: Sendable {
  /// What was there before the record was read last, and which files had expired by then.
  private let found = Lock<(listing: ArchiveListing, record: Expired)?>(nil)

  /// What the record says.
  private struct Expired: Sendable {
    var numbers: Set<UInt64> = []
    var rollups = StandingRollups()

    mutating func take(_ record: Record) {
      if case .expired(let file) = record { numbers.insert(file.number) }
      rollups.take(record)
    }
  }

  /// How often the record is read again at one question while a writer goes on.
  private static let attempts = 8

  /// Whether the samples of a log file have expired by now.
  func contains(_ number: UInt64, on disk: any Disk) throws(StoreError) -> Bool {
    try asks(disk) { $0.numbers.contains(number) }
  }

  /// Whether a rollup has expired by now.
  func contains(_ rollup: SealBook.RollupKey, on disk: any Disk) throws(StoreError) -> Bool {
    try asks(disk) { $0.rollups.expired.contains(rollup) }
  }

  private func asks(
    _ disk: any Disk,
    _ isExpired: (Expired) -> Bool
  ) throws(StoreError) -> Bool {
    try found.withLock { (found) throws(StoreError) in
      for _ in 0..<ExpiredFiles.attempts {
        if let found, isExpired(found.record) { return true }
        // It may have expired since the record was read; and what was listed as part of the log may have
        // been sealed before it was read: only a list that is still true afterwards has missed nothing.
        let listing = try ArchiveListing(disk)
        if let found, found.listing == listing { return false }
        found = (listing, try ExpiredFiles.read(listing, on: disk))
      }
      return found.map { isExpired($0.record) } ?? false
    }
  }

  private static func read(
    _ listing: ArchiveListing,
    on disk: any Disk
  ) throws(StoreError) -> Expired {
    var found = Expired()
    for span in listing.ledgers {
      guard let digest = try? LibraryDigest() else { continue }
      var hasher = LibraryHasher(digest)
      // What is damaged is told by whoever reads it for its own sake.
      let read = try? LedgerEnd.read(span, on: disk, using: &hasher)
      for entry in read?.0.entries ?? [] {
        if let record = (try? entry.record()) ?? nil { found.take(record) }
      }
    }
    for number in listing.logs {
      var log = ClosedLogFile(number, on: disk)
      while let item = try log.next() {
        guard case .group(let group) = item else { continue }
        for record in group.records { found.take(record) }
      }
    }
    return found
  }
}
