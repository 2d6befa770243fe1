import Posix
package import StoreFormat

/// Reads one file of the log that is never written again, from its beginning to its end.
///
/// It gives what a ``StoreReader`` gives of that file: groups in order, each once, without those that
/// were never acknowledged, and damage, also that of its end.
package struct ClosedLogFile: Sendable {
  /// The file's number.
  package let number: UInt64
  private var reader: StoreReader
  private var isOver = false

  /// A reading that has not begun.
  package init(_ number: UInt64, on disk: any Disk) {
    self.number = number
    reader = StoreReader(disk, fromFile: number)
  }

  /// How the file begins; nil before the first item and where it is damaged.
  package var header: LogFileHeader? {
    reader.fileNumber == number ? reader.fileHeader : nil
  }

  /// How a file of the log begins, also one in which nothing was committed; nil where that is damaged,
  /// or it isn't there.
  package static func beginning(
    of number: UInt64,
    on disk: any Disk
  ) throws(StoreError) -> LogFileHeader? {
    do throws(StoreError) {
      return try LogFileReader(number, on: disk)?.header
    } catch {
      guard case .failed(_, .noSuchFile) = error else { throw error }
      return nil
    }
  }

  /// Reads what comes next; nil at the end of the file, or if it isn't there.
  ///
  /// - Throws: `newerFormat`, `failed`.
  package mutating func next() throws(StoreError) -> StoreItem? {
    guard !isOver, let item = try reader.next() else { return nil }
    if reader.fileNumber == number { return item }
    isOver = true
    // That commits are missing at its end shows only where the next file begins.
    if case .damage(let damage) = item, damage.file == number { return item }
    return nil
  }
}
