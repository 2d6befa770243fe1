package import Chronology
package import Sampling
package import SegmentFormat
package import Storage
import StoreFormat

/// Reads how long the samples of checks took, in any order: of what is sealed block by block, and of a
/// block no more than is asked for.
package enum LatencyReader {
  /// Reads the samples of `checks` that start in `interval`.
  ///
  /// - Parameters:
  ///   - stretch: In which time samples are counted besides, as ``RecordCount`` does it.
  ///   - index: What a reading of the same record had of the ledger; nil reads that.
  ///   - takeBlock: Is asked first of a block all of whose samples are wanted, with when they start;
  ///     answers whether it has taken them.
  ///   - take: Gets every sample that was not taken with its block, once.
  /// - Returns: How many samples start in `stretch`.
  /// - Throws: `StoreError` when the store cannot be read; what is damaged of it is left out.
  @discardableResult
  package static func read(
    of checks: Set<CheckID>,
    in interval: Interval,
    counting stretch: Interval,
    from index: SealedIndex? = nil,
    on disk: any Disk,
    takeBlock: (Block, ClosedRange<Instant>, CheckID) -> Bool,
    take: (Sample, CheckID) -> Void
  ) throws(StoreError) -> Int64 {
    var sources = try SampleSources(of: checks, from: index, on: disk)
    var names = sources.names
    let sealed = try sources.askSealed { catalog in
      let count = catalog.count(of: Array(names.keys), in: stretch)
      catalog.read(names, in: interval, takeBlock: takeBlock, take: take)
      return count
    }
    var count = sealed ?? 0
    func offer(_ sample: Sample) {
      guard let check = names[sample.series] else { return }
      if stretch.contains(sample.start) { count += 1 }
      if interval.contains(sample.start) { take(sample, check) }
    }
    while let item = try sources.log.next() {
      switch item {
      case .group(let group):
        for record in group.records {
          switch record {
          case .series(let series, let definition) where checks.contains(definition.id):
            names[series] = definition.id
          case .sample(let sample): offer(sample)
          default: break
          }
        }
      case .samples(let samples): for sample in samples { offer(sample) }
      case .damage: break
      }
    }
    return count
  }
}

extension SampleCatalog {
  /// Reads what is sealed, day by day, so that few files are open at once.
  fileprivate mutating func read(
    _ names: [SeriesID: CheckID],
    in interval: Interval,
    takeBlock: (Block, ClosedRange<Instant>, CheckID) -> Bool,
    take: (Sample, CheckID) -> Void
  ) {
    let series = names.keys.sorted()
    for day in days {
      let stretch = Interval.day(day).intersection(interval)
      if stretch.isEmpty { continue }
      close(before: stretch.start)
      forEachBlock(of: series, in: stretch, sealed) { catalog, span, file, position in
        let entry = file.reader.index.entries[position]
        guard let check = names[entry.series] else { return }
        // Of a block that reaches into another day each day takes its own.
        if entry.isInside(stretch), catalog.sealed.holds(span),
          let block = try? file.block(position), takeBlock(block, entry.starts, check)
        {
          return
        }
        for sample in catalog.samples(span, file, position, from: catalog.sealed)
        where stretch.contains(sample.start) {
          take(sample, check)
        }
      }
    }
  }
}
