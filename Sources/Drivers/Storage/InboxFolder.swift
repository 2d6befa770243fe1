package import Posix

/// The only road from the inbox to files, so that tests can put a failing one in.
package protocol InboxFolder: Sendable {
  /// The names in it, ascending by their bytes.
  func names() throws(Errno) -> [String]
  /// Whether there is a file of this name; an error counts as yes.
  func contains(_ name: String) -> Bool
  /// When a file was written last, in nanoseconds since 1970.
  func modified(_ name: String) throws(Errno) -> Int64
  /// Makes a file for writing that the folder's group may read and write.
  ///
  /// - Throws: EEXIST when the name is taken.
  func create(_ name: String) throws(Errno) -> FileHandle
  /// Opens a file for reading.
  ///
  /// - Throws: EINVAL when it is no regular file; EFBIG when it has more bytes than `limit`; ELOOP
  ///   for a link.
  func open(_ name: String, upTo limit: Int64) throws(Errno) -> FileHandle
  /// Gives a file another name; what had it is replaced in one step.
  func rename(_ name: String, to other: String) throws(Errno)
  /// Removes a file.
  func remove(_ name: String) throws(Errno)
  /// Removes an empty folder.
  func removeDirectory(_ name: String) throws(Errno)
}

/// The inbox's folder on a real file system.
package final class InboxDirectory: InboxFolder {
  private let directory: Directory

  /// The user and the group that own the store may ask.
  private static let mode: UInt32 = 0o770

  /// Opens the inbox of a store.
  ///
  /// - Parameters:
  ///   - path: The store's.
  ///   - makes: Whether it is made where it is missing: by the daemon.
  package init(ofStore path: String, makes: Bool) throws(Errno) {
    let place = "\(path)/inbox"
    let isNew = makes ? try InboxDirectory.make(place) : false
    let directory = try Directory(opening: place)
    // A service's umask would keep the group out. Whoever changes it later is left alone.
    if isNew { try directory.set(permissions: InboxDirectory.mode) }
    self.directory = directory
  }

  /// - Returns: Whether the folder was not there.
  private static func make(_ place: String) throws(Errno) -> Bool {
    do throws(Errno) {
      try Directory.make(place, mode: mode)
      return true
    } catch {
      if error != .exists { throw error }
      return false
    }
  }

  /// The names in it.
  package func names() throws(Errno) -> [String] { try directory.names() }

  /// Whether there is a file of this name.
  package func contains(_ name: String) -> Bool { directory.contains(name) }

  /// When a file was written last.
  package func modified(_ name: String) throws(Errno) -> Int64 {
    try directory.status(of: name).modified
  }

  /// Makes a file.
  package func create(_ name: String) throws(Errno) -> FileHandle {
    let file = try FileHandle(
      opening: name,
      in: directory,
      [.writeOnly, .create, .exclusive, .noFollow],
      mode: 0o660
    )
    // So that the daemon may read a request, and the group an answer, whatever the umask says. Where
    // it is of no use, the daemon's answer says what to do.
    try? file.give(toGroup: directory.status().group)
    try? file.set(permissions: 0o660)
    return file
  }

  /// Opens a file; a pipe must not make anybody wait.
  package func open(_ name: String, upTo limit: Int64) throws(Errno) -> FileHandle {
    let file = try FileHandle(opening: name, in: directory, [.readOnly, .noFollow, .nonBlocking])
    let status = try file.status()
    if status.kind != .regular { throw .invalid }
    if status.size > limit { throw .fileTooLarge }
    return file
  }

  /// Renames a file.
  package func rename(_ name: String, to other: String) throws(Errno) {
    try directory.rename(name, to: other)
  }

  /// Removes a file.
  package func remove(_ name: String) throws(Errno) { try directory.remove(name) }

  /// Removes an empty folder.
  package func removeDirectory(_ name: String) throws(Errno) {
    try directory.removeDirectory(name)
  }
}
