package import Posix
import Synchronization

/// A directory of a test's own, removed with what is in it when it goes.
package final class Scratch: Sendable {
  private static let count = Atomic<Int>(0)

  /// The directory's absolute path.
  package let path: String

  /// Makes an empty directory under TMPDIR, or /tmp.
  package init() throws(Errno) {
    let number = Scratch.count.add(1, ordering: .relaxed).newValue
    let parent = Environment.value(of: "TMPDIR") ?? "/tmp"
    path = "\(parent)/constat-test-\(CurrentProcess.number)-\(number)"
    try Directory.make(path, mode: 0o750)
  }

  deinit {
    Scratch.empty(path)
    try? Directory.remove(path)
  }

  /// The path of a file in it.
  package func file(_ name: String) -> String { "\(path)/\(name)" }

  /// Writes a file in it.
  ///
  /// - Returns: The file's path.
  @discardableResult
  package func write(_ bytes: [UInt8], to name: String) throws(Errno) -> String {
    let handle = try FileHandle(opening: file(name), [.writeOnly, .create, .truncate])
    try handle.writeAll(bytes)
    return file(name)
  }

  /// Writes a text file in it.
  ///
  /// - Returns: The file's path.
  @discardableResult
  package func write(_ text: String, to name: String) throws(Errno) -> String {
    try write(Array(text.utf8), to: name)
  }

  /// Reads a file in it.
  package func read(_ name: String) throws(Errno) -> [UInt8] {
    let handle = try FileHandle(opening: file(name), .readOnly)
    return try handle.read(Int(try handle.size()), at: 0)
  }

  private static func empty(_ path: String) {
    guard let directory = try? Directory(opening: path) else { return }
    for name in (try? directory.names()) ?? [] {
      if (try? directory.status(of: name))?.kind == .directory {
        empty("\(path)/\(name)")
        try? directory.removeDirectory(name)
      } else {
        try? directory.remove(name)
      }
    }
  }
}
