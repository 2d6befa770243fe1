import Archive
package import Chronology
package import Sampling
package import Storage
import StoreFormat

extension Replay {
  /// Reads the samples of `checks` that start in `interval` once more, one by one.
  ///
  /// - Parameters:
  ///   - end: The record as it was at that instant; nil takes everything.
  ///   - take: Gets each sample and its check, in the order of the record.
  /// - Throws: `StoreError` when the store cannot be read.
  package static func samples(
    of checks: Set<CheckID>,
    in interval: Interval,
    until end: Instant? = nil,
    on disk: any Disk,
    take: (Sample, CheckID) -> Void
  ) throws(StoreError) {
    var reader = try HistoryReader(disk, of: checks, in: interval, usesRollups: false)
    var past = end.map { PastRecord(at: $0) }
    var names: [SeriesID: CheckID] = [:]
    func offer(_ sample: Sample) {
      guard interval.contains(sample.start), let check = names[sample.series] else { return }
      take(sample, check)
    }
    while let item = try reader.next() {
      switch item {
      case .samples(let samples): for sample in past?.take(samples) ?? samples { offer(sample) }
      case .run: reader.decline()
      case .item(let item):
        switch past?.take(item) ?? item {
        case .samples(let samples): for sample in samples { offer(sample) }
        case .damage: break
        case .group(let group):
          for record in group.records {
            switch record {
            case .series(let series, let definition):
              if checks.contains(definition.id) { names[series] = definition.id }
            case .sample(let sample): offer(sample)
            default: break
            }
          }
        }
      }
    }
  }
}
