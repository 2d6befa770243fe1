package import Chronology
package import Sampling
package import Storage
import StoreFormat

/// Counts what a record holds, by the indexes of what is sealed where they are enough.
package enum RecordCount {
  /// How many samples of some checks start in `interval`.
  ///
  /// What can't be read of them is not counted.
  package static func samples(
    of checks: Set<CheckID>,
    in interval: Interval,
    on disk: any Disk
  ) throws(StoreError) -> Int64 {
    let listing = try ArchiveListing(disk)
    var series: Set<SeriesID> = []
    var count: Int64 = 0
    var log: RecordReader
    if listing.ledgers.isEmpty {
      log = try RecordReader(disk)
    } else {
      log = try RecordReader(disk, after: listing)
      var book = SealBook()
      try book.read(listing, on: disk)
      for (number, definition) in book.definitions where checks.contains(definition.id) {
        series.insert(number)
      }
      var catalog = SampleCatalog(listing, book, on: disk)
      count = catalog.count(of: Array(series), in: interval)
      // What is no damage of one file, such as too many open files, must not look like fewer samples.
      for failure in catalog.takeFailures() { _ = try failure.damage(lastCommit: 0) }
    }
    while let item = try log.next() {
      switch item {
      case .group(let group):
        for record in group.records {
          switch record {
          case .series(let number, let definition) where checks.contains(definition.id):
            series.insert(number)
          case .sample(let sample)
          where interval.contains(sample.start) && series.contains(sample.series): count += 1
          default: break
          }
        }
      case .samples(let samples):
        count += Int64(
          samples.count { interval.contains($0.start) && series.contains($0.series) }
        )
      case .damage: break
      }
    }
    return count
  }
}
