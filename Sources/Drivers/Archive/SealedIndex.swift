import Sampling
import Storage
import StoreFormat

/// Where the samples are of what was sealed when a reading of a record began, and what series stand for.
///
/// Who reads a record several times for one answer reads its ledger once, and gives this on. What is sealed
/// later is read as a part of the log.
///
/// Limit: what the ledger says, 80 bytes a log file and 48 a rollup.
package struct SealedIndex: Sendable {
  let listing: ArchiveListing
  let book: SealBook

  /// What is `known`, or else what the whole ledger says; nil where nothing is sealed.
  static func of(_ disk: any Disk, known: SealedIndex?) throws(StoreError) -> SealedIndex? {
    if let known { return known }
    let listing = try ArchiveListing(disk)
    if listing.ledgers.isEmpty { return nil }
    var book = SealBook()
    try book.read(listing, on: disk)
    return SealedIndex(listing: listing, book: book)
  }
}
