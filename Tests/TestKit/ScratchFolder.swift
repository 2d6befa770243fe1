import Glibc

/// A folder of its own for one test, removed with everything in it when it goes.
package final class ScratchFolder: Sendable {
  /// Absolute, without a final slash.
  package let path: String

  /// Makes a folder below `/tmp`.
  package init() {
    var template = Array("/tmp/constat-test-XXXXXX".utf8CString)
    precondition(unsafe mkdtemp(&template) != nil, "a test needs a folder")
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { _ = BesideProcess.run("rm -rf '\(path)'") }

  /// Writes a file and returns its path.
  @discardableResult
  package func write(_ name: String, _ text: String) -> String {
    let file = "\(path)/\(name)"
    let descriptor = unsafe open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    precondition(descriptor >= 0, "a test needs a file")
    let bytes = Array(text.utf8)
    let count = unsafe Glibc.write(descriptor, bytes, bytes.count)
    precondition(count == bytes.count, "a test's file must be written")
    close(descriptor)
    return file
  }
}
