import Chronology
import Posix
package import Rollups
package import Storage

/// The names of a store's rollup files: the date of their UTC day and `.roll`, in a folder a tier.
package enum RollupName {
  private static let ending = ".roll"

  /// The name of a day's file.
  ///
  /// - Parameter day: In days since 1970.
  package static func file(_ day: UInt32) -> String {
    CivilDate(daysSinceEpoch: Int64(day)).description + ending
  }

  /// The day of a file's name; nil for any other name.
  package static func day(of name: String) -> UInt32? {
    guard name.hasSuffix(ending), let date = CivilDate(name.dropLast(ending.utf8.count)),
      let day = UInt32(exactly: date.daysSinceEpoch), day < RollupFileHeader.dayLimit,
      file(day) == name
    else { return nil }
    return day
  }

  /// The days of the files that a disk has, ascending.
  package static func days(
    _ tier: RollupTier,
    on disk: any Disk
  ) throws(StoreError) -> [UInt32] {
    do throws(Errno) {
      return try disk.names(in: tier.folder).compactMap { day(of: $0) }.sorted()
    } catch {
      throw .failed("list the store", error)
    }
  }
}

extension RollupTier {
  /// Where a store keeps these files.
  package var folder: StoreFolder { self == .hours ? .hours : .days }
}
