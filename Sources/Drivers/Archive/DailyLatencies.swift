import Chronology
package import Rollups
package import Sampling
package import Storage
import StoreFormat

/// How long the answers of checks took, by UTC day, from the rollups of days.
package enum DailyLatencies {
  /// Reads what there is of some checks on some days.
  ///
  /// A day without a rollup, or whose file can't be read, is left out: these figures are looked at,
  /// and nothing rests on them. A day that a check's definition changed on has both in one histogram.
  ///
  /// - Parameters:
  ///   - checks: Of these.
  ///   - days: In days since 1970.
  ///   - index: What a reading of the same record had of the ledger; nil reads that.
  /// - Throws: When the store can't be listed.
  package static func read(
    of checks: Set<CheckID>,
    on days: ClosedRange<Int64>,
    by index: SealedIndex? = nil,
    from disk: any Disk
  ) throws(StoreError) -> [CheckID: [Int64: LatencyHistogram]] {
    // What is not sealed has no rollups.
    guard let index = try SealedIndex.of(disk, known: index) else { return [:] }
    var definitions = index.book.definitions
    let newest = try RecordReader.definitions(index.listing, disk, against: definitions)
    for record in newest?.records ?? [] { _ = definitions.agree(record) }
    var series: [CheckID: [SeriesID]] = [:]
    for (id, definition) in definitions where checks.contains(definition.id) {
      series[definition.id, default: []].append(id)
    }
    var found: [CheckID: [Int64: LatencyHistogram]] = [:]
    for number in try RollupName.days(.days, on: disk) where days.contains(Int64(number)) {
      guard var reader = try? RollupReader(.days, day: number, on: disk) else { continue }
      for (check, own) in series {
        let histogram = own.reduce(into: LatencyHistogram()) { sum, id in
          for entry in (try? reader.entries(of: id)) ?? [] {
            if let row = try? reader.row(entry) { sum.merge(row.detail.latencies.total) }
          }
        }
        if !histogram.isEmpty { found[check, default: [:]][Int64(number)] = histogram }
      }
    }
    return found
  }
}
