import Posix
import StoreFormat

/// What stands in a file of the log behind its last commit.
package enum LogTail {
  /// How many bytes are looked at once.
  private static let portion = 1 << 20

  /// Whether there is nothing but zeros, where the log was closed as asked; true where it was not: what
  /// a crash has torn stands there.
  package static func isBlank(_ number: UInt64, on disk: any Disk) throws(StoreError) -> Bool {
    guard var reader = try LogFileReader(number, on: disk) else { return true }
    let name = LogName.file(number)
    do throws(Errno) {
      var last: CommitGroup?
      while case .group(let group) = try reader.next() { last = group }
      guard last?.flags.contains(.cleanClose) ?? false else { return true }
      let file = try disk.open(name, in: .log)
      var offset = reader.offset
      while true {
        let bytes = try file.read(portion, at: offset)
        if bytes.isEmpty { return true }
        if bytes.contains(where: { $0 != 0 }) { return false }
        offset += Int64(bytes.count)
      }
    } catch {
      throw .failed("read log/\(name)", error)
    }
  }
}
