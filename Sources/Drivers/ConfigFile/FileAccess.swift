package import Posix
import Yaml

/// How files are reached: the disk, or a table in a test.
package struct FileAccess: Sendable {
  /// Reads a whole file of at most `limit` bytes.
  package var read: @Sendable (_ path: String, _ limit: Int) -> Result<[UInt8], FileTrouble>

  /// The names of what is in a folder, in any order, without `.` and `..`.
  package var names: @Sendable (_ folder: String) -> Result<[String], FileTrouble>

  /// How many bytes a configuration or an agreement may have.
  package static let documentLimit = YamlLimits.standard.size

  /// Keeps both.
  package init(
    read: @escaping @Sendable (_ path: String, _ limit: Int) -> Result<[UInt8], FileTrouble>,
    names: @escaping @Sendable (_ folder: String) -> Result<[String], FileTrouble>
  ) {
    self.read = read
    self.names = names
  }
}

/// Why a file or a folder can't be read.
package enum FileTrouble: Error, Hashable, Sendable {
  /// There is none of this name.
  case missing
  /// Its mode or a folder's above refuses us.
  case forbidden
  /// A folder where a file is meant.
  case folder
  /// No folder where one is meant.
  case noFolder
  /// A socket, a pipe or a device.
  case special
  /// Larger than the limit, in bytes.
  case size(limit: Int)
  /// Something else.
  case other(Errno)

  /// Sorts what the system says.
  package init(_ errno: Errno) {
    self =
      switch errno {
      case .noSuchFile: .missing
      case .noAccess, .notPermitted: .forbidden
      case .isDirectory: .folder
      case .notDirectory: .noFolder
      case .noSuchDevice: .special
      default: .other(errno)
      }
  }

  /// The trouble in words, as `file: error: …` goes on.
  package var message: String {
    switch self {
    case .missing: "there is no such file"
    case .forbidden: "permission denied"
    case .folder: "this is a folder, not a file"
    case .noFolder: "what should be its folder is none"
    case .special: "this is no regular file"
    case .size(let limit): "the file is larger than \(limit >> 20) MiB"
    case .other(let errno): "\(errno)"
    }
  }
}
