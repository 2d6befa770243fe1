package import Posix

/// A file of the repository, as the tests compare it with what the code does.
package enum RepositoryFile {
  /// The text of a file.
  ///
  /// - Parameter path: From the root of the repository, such as `docs/formats/log.md`.
  package static func text(_ path: String) throws(Errno) -> String {
    let file = try FileHandle(opening: RepositoryFile.path(path), .readOnly)
    return String(decoding: try file.read(Int(try file.size()), at: 0), as: UTF8.self)
  }

  /// The path of a file from the root of the file system.
  package static func path(_ path: String) -> String {
    let own = #filePath
    let root = own.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
    return root.joined(separator: "/") + "/" + path
  }
}
