import Proving
import Storage
import StoreFormat

/// Which log files' samples have expired, as the record says.
///
/// It is read when it is asked for the first time, which nobody does but where a hold has kept older
/// samples than those that are missing.
struct ExpiredFiles: Sendable {
  private var numbers: Set<UInt64>?

  /// Nothing that was read yet.
  init() {}

  /// Whether a file's samples have expired.
  mutating func contains(
    _ number: UInt64,
    _ listing: ArchiveListing,
    _ disk: any Disk
  ) throws(StoreError) -> Bool {
    if let numbers { return numbers.contains(number) }
    let found = try ExpiredFiles.read(listing, disk)
    numbers = found
    return found.contains(number)
  }

  private static func read(
    _ listing: ArchiveListing,
    _ disk: any Disk
  ) throws(StoreError) -> Set<UInt64> {
    var numbers: Set<UInt64> = []
    for span in listing.ledgers {
      // A file that can't be read is told by who reads it for its own sake.
      for record in records(of: span, disk) {
        if case .expired(let file) = record { numbers.insert(file.number) }
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

  private static func records(of span: LogSpan, _ disk: any Disk) -> [Record] {
    do throws(ArchiveError) {
      var hasher = LibraryHasher(try LibraryDigest())
      let (file, _) = try LedgerEnd.read("\(span.text).led", on: disk, using: &hasher)
      return file.entries.compactMap { (try? $0.record()) ?? nil }
    } catch {
      return []
    }
  }
}
