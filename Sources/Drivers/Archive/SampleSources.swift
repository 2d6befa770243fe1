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
  init(of checks: Set<CheckID>, on disk: any Disk) throws(StoreError) {
    let listing = try ArchiveListing(disk)
    if listing.ledgers.isEmpty {
      log = try RecordReader(disk)
      return
    }
    var book = SealBook()
    try book.read(listing, on: disk)
    log = RecordReader(disk, after: listing, book.definitions)
    for (series, definition) in book.definitions where checks.contains(definition.id) {
      names[series] = definition.id
    }
    catalog = SampleCatalog(listing, book, on: disk)
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
