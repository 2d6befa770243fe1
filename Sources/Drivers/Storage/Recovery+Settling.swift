import Posix
import StoreFormat

extension Recovery {
  /// Waits until what is found is on the disk: a process that was killed may have left writes and names
  /// that only the kernel knows of, and what is built on them is shown to others.
  ///
  /// The last commit is written once more, byte for byte: if its synchronization had failed, the system
  /// may call its pages clean that are on no disk.
  static func settle(_ disk: any Disk) throws(StoreError) {
    do throws(Errno) {
      for folder in StoreFolder.allCases { try disk.synchronize(folder) }
      let numbers = try disk.names(in: .log).compactMap(LogName.number)
      // Those before it were synchronized before it was begun.
      guard let newest = numbers.last else { return }
      let file = try disk.modify(LogName.file(newest), in: .log)
      if let place = try lastCommit(of: newest, on: disk) {
        try rewrite(file, place)
      }
      try file.synchronize()
    } catch {
      throw .failed("synchronize the store", error)
    }
  }

  private static func rewrite(_ file: any DiskFile, _ place: Range<Int64>) throws(Errno) {
    let bytes = try file.read(place.count, at: place.lowerBound)
    do throws(Errno) {
      try file.writeAll(bytes, at: place.lowerBound)
    } catch {
      // A full disk that writes nothing in place still has the bytes that were there.
      if !error.isNoSpace { throw error }
    }
  }

  /// Where the groups of a file's last commit lie, as their headers say; nil if there is none.
  private static func lastCommit(
    of number: UInt64,
    on disk: any Disk
  ) throws(Errno) -> Range<Int64>? {
    guard let reader = (try? LogFileReader(number, on: disk)) ?? nil else { return nil }
    let file = try disk.open(LogName.file(number), in: .log)
    var place: Range<Int64>?
    var offset = reader.offset
    while true {
      let bytes = try file.read(CommitGroup.headerLength, at: offset)
      let found = try? CommitGroupHeader(
        decoding: bytes,
        file: reader.header.file,
        alignment: reader.header.alignment
      )
      guard let found else { return place }
      let end = offset + Int64(found.groupLength)
      place = (found.flags.contains(.continuation) ? place?.lowerBound ?? offset : offset)..<end
      offset = end
    }
  }
}
