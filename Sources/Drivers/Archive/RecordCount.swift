package import Chronology
package import Sampling
package import Storage
import StoreFormat

/// Counts what a record holds, by the indexes of what is sealed where they are enough.
package enum RecordCount {
  /// How many samples of some checks start in `interval`.
  ///
  /// What can't be read of them is not counted.
  ///
  /// - Parameter index: What a reading of the same record had of the ledger; nil reads that.
  package static func samples(
    of checks: Set<CheckID>,
    in interval: Interval,
    from index: SealedIndex? = nil,
    on disk: any Disk
  ) throws(StoreError) -> Int64 {
    var sources = try SampleSources(of: checks, from: index, on: disk)
    var series = Set(sources.names.keys)
    var count = try sources.askSealed { $0.count(of: Array(series), in: interval) } ?? 0
    while let item = try sources.log.next() {
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
