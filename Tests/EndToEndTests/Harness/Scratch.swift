import Foundation
import Glibc

/// A folder of a test's own, which goes with it.
final class Scratch: Sendable {
  /// Its absolute path.
  let path: String

  /// Makes a folder below the system's temporary one.
  init() {
    var template = Array("/tmp/constat-e2e-XXXXXX".utf8CString)
    let made = unsafe mkdtemp(&template) != nil
    precondition(made, "a test needs a folder")
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    // A daemon that runs as another user must be able to enter it.
    unsafe chmod(path, 0o755)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of `name` in it.
  func file(_ name: String) -> String { path + "/" + name }

  /// Writes a file whole: whoever reads it sees the old text or the new one.
  func write(_ text: String, to name: String) throws {
    try text.write(toFile: file(name), atomically: true, encoding: .utf8)
  }

  /// A file's text; nil while there is none.
  func read(_ name: String) -> String? {
    guard let bytes = FileManager.default.contents(atPath: file(name)) else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }
}
