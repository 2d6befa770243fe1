import Archive
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
  /// - Throws: `StoreError` when the store cannot be read.
  package static func count(
    of checks: Set<CheckID>,
    in interval: Interval,
    until end: Instant? = nil,
    on disk: any Disk
  ) throws(StoreError) -> Int64 {
    if end == nil { return try RecordCount.samples(of: checks, in: interval, on: disk) }
    var reader = try HistoryReader(disk, of: checks, in: interval, usesRollups: false)
    var past = end.map { PastRecord(at: $0) }
    var series: Set<SeriesID> = []
    var count: Int64 = 0
    func add(_ sample: Sample) {
      if interval.contains(sample.start), series.contains(sample.series) { count += 1 }
    }
    while let item = try reader.next() {
      switch item {
      case .samples(let samples): for sample in past?.take(samples) ?? samples { add(sample) }
      case .run: reader.decline()
      case .item(let item):
        switch past?.take(item) ?? item {
        case .group(let group):
          for record in group.records {
            switch record {
            case .series(let number, let definition) where checks.contains(definition.id):
              series.insert(number)
            case .sample(let sample): add(sample)
            default: break
            }
          }
        case .samples(let samples): for sample in samples { add(sample) }
        case .damage: break
        }
      }
    }
    return count
  }
}
