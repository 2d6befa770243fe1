package import Archive
package import Chronology
package import Sampling
package import Storage
import StoreFormat

extension Replay {
  /// How many samples of `checks` the record has in `interval`, as it was at `end`; nil counts all.
  ///
  /// It looks once more, because a period that ends with the last sample is known only after the first
  /// reading; of what is sealed the indexes tell it, but for the record as it was at an instant.
  ///
  /// - Parameter index: What the first reading had of the ledger; nil reads that.
  /// - Throws: `StoreError` when the store cannot be read.
  package static func count(
    of checks: Set<CheckID>,
    in interval: Interval,
    until end: Instant? = nil,
    from index: SealedIndex? = nil,
    on disk: any Disk
  ) throws(StoreError) -> Int64 {
    if end == nil {
      return try RecordCount.samples(of: checks, in: interval, from: index, on: disk)
    }
    var count: Int64 = 0
    try samples(of: checks, in: interval, until: end, on: disk) { _, _ in count += 1 }
    return count
  }
}
