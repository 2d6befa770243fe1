import Chronology
import Posix
import Rollups
import Storage
import StoreFormat

/// Which rollup files there must be, as the record says: those that were sealed and have not expired
/// since.
///
/// Limit: 16 bytes a rollup file that ever was.
struct StandingRollups: Hashable, Sendable {
  /// Those that were sealed and have not expired since.
  private(set) var sealed: Set<SealBook.RollupKey> = []
  /// Those that have expired and were not sealed again.
  private(set) var expired: Set<SealBook.RollupKey> = []

  /// Takes what the record says, in its order.
  mutating func take(_ record: Record) {
    switch record {
    case .sealed(let seal) where seal.tier == .hours || seal.tier == .day:
      let key = SealBook.RollupKey(tier: seal.tier, day: seal.interval.start.day)
      sealed.insert(key)
      expired.remove(key)
    case .expiredRollup(let rollup):
      let key = SealBook.RollupKey(tier: rollup.tier, day: Int64(rollup.day))
      sealed.remove(key)
      expired.insert(key)
    default: break
    }
  }

  /// Those that are lost: neither there, nor made again from the samples of their day, which are not all
  /// there any more; by days, ascending.
  ///
  /// - Parameter present: The files that there are.
  func lost(
    _ present: Set<SealBook.RollupKey>,
    _ catalog: SampleCatalog
  ) -> [SealBook.RollupKey] {
    sealed.subtracting(present)
      .filter { !catalog.isComplete(in: .day($0.day)) }
      .sorted { ($0.day, $0.tier.rawValue) < ($1.day, $1.tier.rawValue) }
  }
}

extension SealBook.RollupKey {
  /// The rollup files that a disk has, by their names.
  static func present(on disk: any Disk) throws(StoreError) -> Set<SealBook.RollupKey> {
    var found: Set<SealBook.RollupKey> = []
    for tier in RollupTier.allCases {
      for day in try RollupName.days(tier, on: disk) {
        found.insert(SealBook.RollupKey(tier: tier.seal, day: Int64(day)))
      }
    }
    return found
  }

  /// Where the file is, or would be.
  var path: String {
    let folder = tier == .hours ? StoreFolder.hours : .days
    return "\(folder.rawValue)/\(RollupName.file(UInt32(clamping: day)))"
  }
}
