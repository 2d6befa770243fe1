import Chronology
import Sampling
import Storage
import StoreFormat

/// Reads the samples of the log, those of a check under its id.
struct CheckLog: Sendable {
  /// Which check each series stands for, as far as it was read.
  private(set) var names: [SeriesID: CheckID]
  /// What the ledger says that series stand for.
  private let sealed: [SeriesID: CheckDefinition]

  /// Nothing is read yet but what the ledger says that series stand for.
  init(_ definitions: [SeriesID: CheckDefinition]) {
    names = definitions.mapValues(\.id)
    sealed = definitions
  }

  /// Takes what series stand for.
  mutating func define(_ group: CommitGroup) {
    for case .series(let series, let definition) in group.records { names[series] = definition.id }
  }

  /// Reads what follows the files that a listing has as sealed.
  ///
  /// - Parameters:
  ///   - last: The last commit that is read.
  ///   - damaged: Gets each place that can't be read.
  ///   - take: Gets each sample and its check, in the order of the commits.
  /// - Returns: The last commit that was read.
  mutating func read(
    _ listing: ArchiveListing,
    on disk: any Disk,
    through last: UInt64,
    damaged: (Damage) -> Void = { _ in },
    take: (Sample, CheckID) -> Void
  ) throws(StoreError) -> UInt64 {
    var reader =
      listing.ledgers.isEmpty ? try RecordReader(disk) : RecordReader(disk, after: listing, sealed)
    while reader.lastCommit < last, let item = try reader.next() {
      switch item {
      case .group(let group):
        if group.sequence > last { return last }
        define(group)
        for case .sample(let sample) in group.records {
          if let check = names[sample.series] { take(sample, check) }
        }
      // They have been sealed since the files were listed.
      case .samples(let samples):
        for sample in samples { if let check = names[sample.series] { take(sample, check) } }
      case .damage(let damage): damaged(damage)
      }
    }
    return reader.lastCommit
  }
}
