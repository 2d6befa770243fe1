import Sampling
import Storage
import StoreFormat

/// Where the samples of some checks stand: what is sealed, and the log behind it.
struct SampleSources {
  /// What is not sealed yet.
  var log: RecordReader
  /// The checks by their series, as far as the sealed record defines them.
  private(set) var names: [SeriesID: CheckID] = [:]
  private var catalog: SampleCatalog?

  /// Opens the record for the samples of `checks`.
  ///
  /// - Parameter index: What a reading of the same record had of the ledger; nil reads that.
  init(
    of checks: Set<CheckID>,
    from index: SealedIndex?,
    on disk: any Disk
  ) throws(StoreError) {
    guard let index = try SealedIndex.of(disk, known: index) else {
      log = try RecordReader(disk)
      return
    }
    log = RecordReader(disk, after: index.listing, index.book.definitions)
    for (series, definition) in index.book.definitions where checks.contains(definition.id) {
      names[series] = definition.id
    }
    catalog = SampleCatalog(index.listing, index.book, on: disk)
  }

  /// Asks what is sealed.
  ///
  /// - Returns: The answer; nil where nothing is sealed.
  /// - Throws: What is no damage of one file, such as too many open files: it must not look like fewer
  ///   samples.
  mutating func askSealed<Answer>(
    _ ask: (inout SampleCatalog) -> Answer
  ) throws(StoreError) -> Answer? {
    guard var catalog else { return nil }
    let answer = ask(&catalog)
    for failure in catalog.takeFailures() { _ = try failure.damage(lastCommit: 0) }
    self.catalog = catalog
    return answer
  }
}
