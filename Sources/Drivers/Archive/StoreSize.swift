import Posix
import Storage

/// How much room a store takes.
enum StoreSize {
  /// The lengths of all its files, without what waits in the inbox, in bytes.
  static func bytes(on disk: any Disk) throws(ArchiveError) -> Int64 {
    var bytes: Int64 = 0
    for folder in StoreFolder.allCases {
      do throws(Errno) {
        for name in try disk.names(in: folder) {
          // Folders are among the names of the root; what has gone meanwhile takes no room.
          bytes += (try? disk.open(name, in: folder).size()) ?? 0
        }
      } catch {
        throw .failed("list \(folder.rawValue)/", error)
      }
    }
    return bytes
  }
}
