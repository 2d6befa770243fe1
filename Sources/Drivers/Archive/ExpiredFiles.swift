import Posix
import Proving
import Storage
import StoreFormat

/// Which files of the log have expired, as the record says.
///
/// Mostly nobody asks: segments go from the oldest on. One that is held while younger ones go leaves
/// a hole behind it, and only the record tells it from damage. It is read at the first question.
///
/// Limit: a number for each log file whose samples have expired.
final class ExpiredFiles: Sendable {
  /// What was there before the record was read last, and which files had expired by then.
  private let found = Lock<(listing: ArchiveListing, numbers: Set<UInt64>)?>(nil)

  /// How often the record is read again at one question while a writer goes on.
  private static let attempts = 8

  /// Whether the samples of a log file have expired by now.
  func contains(_ number: UInt64, on disk: any Disk) throws(StoreError) -> Bool {
    try found.withLock { (found) throws(StoreError) in
      for _ in 0..<ExpiredFiles.attempts {
        if found?.numbers.contains(number) == true { return true }
        // It may have expired since the record was read; and what was listed as part of the log may have
        // been sealed before it was read: only a list that is still true afterwards has missed nothing.
        let listing = try ArchiveListing(disk)
        if let found, found.listing == listing { return false }
        found = (listing, try ExpiredFiles.read(listing, on: disk))
      }
      return found?.numbers.contains(number) ?? false
    }
  }

  private static func read(
    _ listing: ArchiveListing,
    on disk: any Disk
  ) throws(StoreError) -> Set<UInt64> {
    var numbers: Set<UInt64> = []
    for span in listing.ledgers {
      guard let digest = try? LibraryDigest() else { continue }
      var hasher = LibraryHasher(digest)
      // What is damaged is told by whoever reads it for its own sake.
      let read = try? LedgerEnd.read(span, on: disk, using: &hasher)
      for entry in read?.0.entries ?? [] {
        if case .expired(let file)? = (try? entry.record()) ?? nil { numbers.insert(file.number) }
      }
    }
    for number in listing.logs {
      var log = ClosedLogFile(number, on: disk)
      while let item = try log.next() {
        guard case .group(let group) = item else { continue }
        for case .expired(let file) in group.records { numbers.insert(file.number) }
      }
    }
    return numbers
  }
}
