package import Chronology
import Judging
package import Sampling
package import Storage
import StoreFormat

/// Reads a record in the order in which a judge must be told it, without a lock, beside its writer:
/// first what is sealed, UTC day by day and in the day check by check, each check's samples by their
/// starts; then the log as it grows.
///
/// Where rollups say that nothing happened to a check it gives their rows instead of samples, unless a
/// row is declined. Samples that came into the record later than others of their time, from a file, are
/// in their place if they are sealed.
package struct HistoryReader: Sendable {
  private var sealed: SealedHistory?
  private var log: RecordReader
  /// The last commit that is sealed; 0 until all of it was read.
  private var sealedCommit: UInt64 = 0
  /// What the ledger said of samples when the reading began; nil where nothing was sealed.
  package let index: SealedIndex?

  /// A reading that has not begun.
  ///
  /// - Parameters:
  ///   - checks: Whose samples are wanted of what is sealed; nil for all.
  ///   - stretch: From when to when samples must start, in whole UTC days around it; nil for all.
  ///   - needed: The earliest instant that anything will be asked of, when the record has come to an
  ///     instant: of each check what is sealed is read from a day on before which nothing matters then;
  ///     nil reads all.
  ///   - usesRollups: Whether rows are given.
  package init(
    _ disk: any Disk,
    of checks: Set<CheckID>? = nil,
    in stretch: Interval? = nil,
    since needed: ((Instant) -> Instant)? = nil,
    usesRollups: Bool = true
  ) throws(StoreError) {
    let listing = try ArchiveListing(disk)
    if listing.ledgers.isEmpty {
      log = try RecordReader(disk)
      index = nil
    } else {
      let history = try SealedHistory(
        listing,
        on: disk,
        of: checks,
        in: stretch,
        since: needed,
        usesRollups: usesRollups
      )
      log = RecordReader(disk, after: listing, history.definitions)
      index = history.index
      sealed = history
    }
  }

  /// The last commit that was read; 0 before the first one.
  package var lastCommit: UInt64 { max(sealedCommit, log.lastCommit) }

  /// How much of what is sealed was read, by its days, as a share of `whole`; all of it when the log is
  /// read.
  package func share(of whole: Int) -> Int { sealed?.share(of: whole) ?? whole }

  /// Reads what comes next.
  ///
  /// - Returns: nil at the end; a later call sees what was written since.
  /// - Throws: `newerFormat`, `failed`.
  package mutating func next() throws(StoreError) -> HistoryItem? {
    if let item = try sealed?.next() { return item }
    if let sealed { sealedCommit = sealed.lastCommit }
    sealed = nil
    return try log.next().map { .item($0) }
  }

  /// Says that the row that was given last can't be taken at once: what it sums up follows, by hours or
  /// sample by sample.
  package mutating func decline() { sealed?.decline() }
}
