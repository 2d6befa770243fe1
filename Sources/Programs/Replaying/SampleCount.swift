package import Chronology
package import Sampling
package import Storage
import StoreFormat

extension Replay {
  /// How many samples of `checks` the record has in `interval`, of those committed up to `end`; nil
  /// counts all.
  ///
  /// Reads the record once more, because a period that ends with the last sample is known only after
  /// the first reading.
  ///
  /// - Throws: `StoreError` when the store cannot be read.
  package static func count(
    of checks: Set<CheckID>,
    in interval: Interval,
    until end: Instant? = nil,
    on disk: any Disk
  ) throws(StoreError) -> Int64 {
    var reader = try StoreReader(disk)
    var series: Set<SeriesID> = []
    var count: Int64 = 0
    while let item = try reader.next() {
      guard case .group(let group) = item else { continue }
      if let end, group.time > end { break }
      for record in group.records {
        switch record {
        case .series(let number, let definition) where checks.contains(definition.id):
          series.insert(number)
        case .sample(let sample)
        where interval.contains(sample.start) && series.contains(sample.series):
          count += 1
        default: break
        }
      }
    }
    return count
  }
}
