import CLinux
import Glibc

/// An open directory; names are relative to it, whatever happens to its path.
@safe
package struct Directory: ~Copyable, Sendable {
  let descriptor: CInt

  /// Opens a directory.
  ///
  /// The corresponding C function is `open` with O_DIRECTORY.
  package init(opening path: String) throws(Errno) {
    descriptor = try retrying { unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
  }

  /// Opens a directory in another one.
  package init(opening name: String, in parent: borrowing Directory) throws(Errno) {
    let folder = parent.descriptor
    descriptor = try retrying {
      unsafe openat(folder, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    }
  }

  deinit {
    _ = close(descriptor)
  }

  /// Makes a directory by its path.
  ///
  /// The corresponding C function is `mkdir`.
  package static func make(_ path: String, mode: UInt32 = 0o750) throws(Errno) {
    if unsafe mkdir(path, mode) != 0 { throw Errno.current }
  }

  /// Waits until the name of a directory is on the disk, if whoever runs this may read the one that it
  /// stands in.
  ///
  /// The corresponding C function is `fsync`.
  package static func synchronizeName(of path: String) throws(Errno) {
    do throws(Errno) {
      try Directory(opening: "\(path)/..").synchronize()
    } catch {
      if error != .noAccess { throw error }
    }
  }

  /// Renames a file by its path; what had the new name is replaced in one step.
  ///
  /// The corresponding C function is `rename`.
  package static func rename(_ path: String, to other: String) throws(Errno) {
    if unsafe Glibc.rename(path, other) != 0 { throw Errno.current }
  }

  /// Removes an empty directory by its path.
  ///
  /// The corresponding C function is `rmdir`.
  package static func remove(_ path: String) throws(Errno) {
    if unsafe rmdir(path) != 0 { throw Errno.current }
  }
}

extension Directory {
  /// The names of the entries, in ascending order of their bytes, without `.` and `..`.
  ///
  /// A name that isn't UTF-8 is left out.
  ///
  /// The corresponding C function is `readdir`.
  package func names() throws(Errno) -> [String] {
    let folder = descriptor
    let copy = try retrying { unsafe openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard let stream = unsafe fdopendir(copy) else {
      let error = Errno.current
      _ = close(copy)
      throw error
    }
    defer { _ = unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe String(validating: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if let name, name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// What the system knows of an entry; of a link itself, not of what it names.
  ///
  /// The corresponding C function is `fstatat`.
  package func status(of name: String) throws(Errno) -> FileStatus {
    var entry = stat()
    if unsafe fstatat(descriptor, name, &entry, AT_SYMLINK_NOFOLLOW) != 0 { throw Errno.current }
    return FileStatus(entry)
  }

  /// What the system knows of this directory.
  package func status() throws(Errno) -> FileStatus {
    try status(of: ".")
  }

  /// Sets this directory's permissions, whatever the umask says.
  ///
  /// - Parameter permissions: Bits such as 0o770.
  ///
  /// The corresponding C function is `fchmod`.
  package func set(permissions: UInt32) throws(Errno) {
    if fchmod(descriptor, permissions) != 0 { throw Errno.current }
  }

  /// Whether there is an entry of this name.
  ///
  /// An error counts as yes.
  package func contains(_ name: String) -> Bool {
    do throws(Errno) {
      _ = try status(of: name)
      return true
    } catch {
      return error != .noSuchFile
    }
  }

  /// Makes a directory in this one.
  ///
  /// The corresponding C function is `mkdirat`.
  package func makeDirectory(_ name: String, mode: UInt32 = 0o750) throws(Errno) {
    if unsafe mkdirat(descriptor, name, mode) != 0 { throw Errno.current }
  }

  /// Renames an entry; what had the new name is replaced in one step.
  ///
  /// The corresponding C function is `renameat`.
  package func rename(_ name: String, to other: String) throws(Errno) {
    if unsafe renameat(descriptor, name, descriptor, other) != 0 { throw Errno.current }
  }

  /// Renames an entry, if nothing has the new name: EEXIST otherwise.
  ///
  /// The corresponding C function is `renameat2` with RENAME_NOREPLACE.
  package func renameNew(_ name: String, to other: String) throws(Errno) {
    if unsafe constat_rename_new(descriptor, name, other) != 0 { throw Errno.current }
  }

  /// Moves an entry into another directory of the same file system.
  ///
  /// The corresponding C function is `renameat`.
  package func move(
    _ name: String,
    to other: String,
    in folder: borrowing Directory
  ) throws(Errno) {
    if unsafe renameat(descriptor, name, folder.descriptor, other) != 0 { throw Errno.current }
  }

  /// Removes a file.
  ///
  /// The corresponding C function is `unlinkat`.
  package func remove(_ name: String) throws(Errno) {
    if unsafe unlinkat(descriptor, name, 0) != 0 { throw Errno.current }
  }

  /// Removes an empty directory.
  ///
  /// The corresponding C function is `unlinkat` with AT_REMOVEDIR.
  package func removeDirectory(_ name: String) throws(Errno) {
    if unsafe unlinkat(descriptor, name, AT_REMOVEDIR) != 0 { throw Errno.current }
  }

  /// Waits until the entries (new, renamed, removed) are on the disk.
  ///
  /// The corresponding C function is `fsync`.
  package func synchronize() throws(Errno) {
    let folder = descriptor
    _ = try retrying { fsync(folder) }
  }

  /// How much more this file system takes from this user, in bytes.
  ///
  /// The corresponding C function is `fstatvfs`.
  package func freeSpace() throws(Errno) -> Int64 {
    var figures = statvfs()
    if unsafe fstatvfs(descriptor, &figures) != 0 { throw Errno.current }
    let (bytes, overflow) = figures.f_bavail.multipliedReportingOverflow(by: figures.f_frsize)
    return overflow ? .max : Int64(clamping: bytes)
  }
}
