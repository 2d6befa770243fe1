import Posix

/// Files filled with zeros ahead of time, which the log is written into.
///
/// To overwrite what is on the disk already takes no new space and no change of the file's metadata:
/// a commit is faster, and a disk that is full of other things still takes samples as long as the
/// reserve lasts. A spare is filled piece by piece between commits; its name tells that it is whole.
struct LogReserve: Sendable {
  /// A spare that is being filled.
  private struct Filling: Sendable {
    let file: any DiskFile
    var offset: Int64
  }

  /// How many bytes are written, and waited for, in one step.
  static let piece: Int64 = 1 << 20

  private let disk: any Disk
  private let length: Int64
  private let count: Int
  private var filling: Filling?
  private var nextNumber: UInt64 = 1

  /// Names of whole spares, the oldest first.
  private(set) var spares: [String] = []

  /// The reserve that a disk has.
  ///
  /// - Parameters:
  ///   - length: Of a spare in bytes; spares of another length are removed.
  ///   - count: How many are kept ready.
  init(on disk: any Disk, length: Int64, count: Int) {
    self.disk = disk
    self.length = length
    self.count = count
    for name in (try? disk.names(in: .log)) ?? [] {
      guard let number = LogName.spareNumber(of: name) else { continue }
      nextNumber = max(nextNumber, number + 1)
      if (try? disk.open(name, in: .log).size()) == length, spares.count < count {
        spares.append(name)
      } else {
        try? disk.remove(name, in: .log)
      }
    }
  }

  /// Whether there are fewer spares than there should be.
  var isShort: Bool { spares.count < count }

  /// How many bytes can be written without new space.
  var bytes: Int64 { Int64(spares.count) * length }

  /// Takes a spare and gives it a temporary name, under which a crash leaves nothing behind.
  ///
  /// - Returns: The file and its length; nil if there is no spare.
  mutating func take(as temporary: String) throws(Errno) -> (file: any DiskFile, length: Int64)? {
    while !spares.isEmpty {
      let name = spares.removeFirst()
      do throws(Errno) {
        try disk.rename(name, to: temporary, in: .log)
      } catch {
        // Somebody took it away.
        if error == .noSuchFile { continue }
        throw error
      }
      return (try disk.modify(temporary, in: .log), length)
    }
    return nil
  }

  /// Writes one piece of the next spare.
  ///
  /// - Throws: What the disk says; what was begun is removed, and the next step begins anew.
  mutating func fill() throws(Errno) {
    guard isShort else { return }
    let temporary = LogName.temporaryPrefix + LogName.spare(nextNumber)
    do throws(Errno) {
      var work: Filling
      if let filling {
        work = filling
      } else {
        try? disk.remove(temporary, in: .log)
        work = Filling(file: try disk.create(temporary, in: .log), offset: 0)
      }
      let size = min(LogReserve.piece, length - work.offset)
      try work.file.writeAll([UInt8](repeating: 0, count: Int(size)), at: work.offset)
      try work.file.synchronize()
      work.offset += size
      filling = work
      if work.offset < length { return }
      let name = LogName.spare(nextNumber)
      try disk.rename(temporary, to: name, in: .log)
      try disk.synchronize(.log)
      filling = nil
      nextNumber += 1
      spares.append(name)
    } catch {
      filling = nil
      try? disk.remove(temporary, in: .log)
      throw error
    }
  }
}
