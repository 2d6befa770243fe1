import Glibc

/// What the system knows of a file.
///
/// The corresponding C type is `struct stat`.
package struct FileStatus: Hashable, Sendable {
  /// What the entry is.
  package enum Kind: Hashable, Sendable {
    /// A file with bytes.
    case regular
    /// A directory.
    case directory
    /// Anything else: a link, a socket, a device.
    case other
  }

  /// What the entry is.
  package let kind: Kind
  /// Bytes.
  package let size: Int64
  /// The user that owns it.
  package let owner: UInt32
  /// The group that owns it.
  package let group: UInt32
  /// Permission bits, such as 0o640.
  package let permissions: UInt32
  /// The number that tells it from other files of the same file system.
  package let serial: UInt64
  /// How many names it has; 0 once it is removed and still open.
  package let links: UInt64
  /// Last change of the bytes, in nanoseconds since 1970 UTC.
  package let modified: Int64

  init(_ entry: stat) {
    switch entry.st_mode & S_IFMT {
    case S_IFREG: kind = .regular
    case S_IFDIR: kind = .directory
    default: kind = .other
    }
    size = Int64(entry.st_size)
    owner = entry.st_uid
    group = entry.st_gid
    permissions = entry.st_mode & 0o7777
    serial = UInt64(entry.st_ino)
    links = UInt64(entry.st_nlink)
    modified = Int64(entry.st_mtim.tv_sec) * 1_000_000_000 + Int64(entry.st_mtim.tv_nsec)
  }
}
