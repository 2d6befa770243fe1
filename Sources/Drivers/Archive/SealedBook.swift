import Chronology
import Storage
import StoreFormat

/// What the ledger says of all that is sealed, and what of that is gone.
struct SealedBook: Sendable {
  /// What the ledger says.
  private(set) var book = SealBook()
  private var losses = SealedLosses()
  private var found: [Damage] = []
  private var before: (commit: UInt64, time: Instant) = (0, Instant(nanoseconds: 0))

  /// Takes the next ledger file.
  mutating func take(
    _ span: LogSpan,
    _ listing: ArchiveListing,
    on disk: any Disk
  ) throws(StoreError) {
    let file = try SealedFile(span, segments: [], of: listing, on: disk, before: before)
    losses.take(span, file, after: before)
    before = (file.lastCommit, file.lastTime)
    book.take(span, file)
    losses.take(file.rest.map { .group($0) })
    found += file.damages
  }

  /// All that is gone, or can't be read.
  func damages(_ listing: ArchiveListing, on disk: any Disk) throws(StoreError) -> [Damage] {
    found + (try losses.damages(book, listing, on: disk))
  }
}
