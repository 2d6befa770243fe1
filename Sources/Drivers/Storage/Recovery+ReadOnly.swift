import Posix
import StoreFormat

extension Recovery {
  /// Refuses a log of which a file has features that a writer may not pass over, before anything is
  /// changed.
  ///
  /// - Throws: `readOnlyFormat`, `failed`.
  static func refuseReadOnly(_ disk: any Disk) throws(StoreError) {
    var found: String?
    do throws(Errno) {
      for name in try disk.names(in: .log) where LogName.number(of: name) != nil {
        let bytes = try disk.open(name, in: .log).read(LogFileHeader.length, at: 0)
        // What can't be read at all is told by who reads the file.
        guard let header = try? LogFileHeader(decoding: bytes) else { continue }
        if header.isReadOnly { found = "log/\(name)" }
      }
    } catch {
      throw .failed("read the log", error)
    }
    if let found { throw .readOnlyFormat(file: found) }
  }
}
