import Posix

extension PosixDisk {
  /// Whether somebody writes the store at `path`; nil where that cannot be found out.
  package static func isWritten(_ path: String) -> Bool? {
    do throws(Errno) {
      return try FileLock.holder(of: lockName, in: Directory(opening: path)) != nil
    } catch {
      return nil
    }
  }

  /// Whether somebody has the store at `path` who may be asked: not for one thing only.
  ///
  /// - Returns: nil where that cannot be found out.
  package static func isServed(_ path: String) -> Bool? {
    do throws(Errno) {
      let root = try Directory(opening: path)
      let holder = try FileLock.holder(of: lockName, in: root)
      return holder != nil && !FileLock.isPassing(lockName, in: root)
    } catch {
      return nil
    }
  }
}
