import Chronology
import Sampling
import Storage
import StoreFormat

/// What series stand for as the ledger says it, which holds against whatever the log says.
///
/// A number means one definition for ever. The ledger is signed; the log has checksums alone.
enum SealedDefinitions {
  /// Reads the whole ledger; what can't be read of it says nothing here, and is told by whoever reads
  /// it for its own sake.
  static func read(
    _ listing: ArchiveListing,
    on disk: any Disk
  ) throws(StoreError) -> [SeriesID: CheckDefinition] {
    var found: [SeriesID: CheckDefinition] = [:]
    let before = (UInt64(0), Instant(nanoseconds: 0))
    for span in listing.ledgers {
      let file = try SealedFile(span, segments: [], of: listing, on: disk, before: before)
      for group in file.definitions {
        for record in group.records { _ = found.agree(record) }
      }
    }
    return found
  }
}

extension [SeriesID: CheckDefinition] {
  /// Whether a record says of no series otherwise than was said before; what is new is kept.
  mutating func agree(_ record: Record) -> Bool {
    guard case .series(let series, let definition) = record else { return true }
    if let known = self[series] { return known == definition }
    self[series] = definition
    return true
  }
}

extension CommitGroup {
  /// What counts of a group of the log: not what says of a series otherwise than was said before; and
  /// behind a ledger not where a repetition says that measuring is done from, which stands on record.
  func held(
    against known: inout [SeriesID: CheckDefinition],
    isBehindLedger: Bool
  ) -> CommitGroup {
    var group = self
    group.records = records.filter { record in
      if isBehindLedger, flags.contains(.repetition), case .vantage = record { return false }
      return known.agree(record)
    }
    return group
  }
}
