import Glibc

/// How a file is opened.
///
/// O_CLOEXEC is always added.
package struct OpenOptions: OptionSet, Sendable {
  /// The flags of `open(2)`.
  package let rawValue: CInt

  /// Wraps flags of `open(2)`.
  package init(rawValue: CInt) {
    self.rawValue = rawValue
  }

  /// For reading (O_RDONLY, which is 0).
  package static let readOnly = OpenOptions([])
  /// For writing (O_WRONLY).
  package static let writeOnly = OpenOptions(rawValue: O_WRONLY)
  /// For both (O_RDWR).
  package static let readWrite = OpenOptions(rawValue: O_RDWR)
  /// Makes the file if it isn't there (O_CREAT).
  package static let create = OpenOptions(rawValue: O_CREAT)
  /// Refuses a file that is there (O_EXCL).
  package static let exclusive = OpenOptions(rawValue: O_EXCL)
  /// Empties the file (O_TRUNC).
  package static let truncate = OpenOptions(rawValue: O_TRUNC)
  /// Every write goes to the end (O_APPEND).
  package static let append = OpenOptions(rawValue: O_APPEND)
  /// Refuses what isn't a directory (O_DIRECTORY).
  package static let directory = OpenOptions(rawValue: O_DIRECTORY)
  /// Refuses a symbolic link as the last part (O_NOFOLLOW).
  package static let noFollow = OpenOptions(rawValue: O_NOFOLLOW)
  /// Doesn't wait, for instance for a pipe's other end (O_NONBLOCK).
  package static let nonBlocking = OpenOptions(rawValue: O_NONBLOCK)
}
