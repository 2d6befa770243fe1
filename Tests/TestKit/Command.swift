import Glibc

/// A shell command that a test runs and waits for.
package struct Command: Sendable {
  /// Its exit status; 128 and the signal's number where one ended it, as shells have it.
  package let status: Int32
  /// What it wrote to standard output and standard error, at most 1 MiB.
  package let output: String

  /// Runs `line` by the shell and waits for its end.
  ///
  /// - Throws: `SocketFailure` when it can't be started.
  package init(_ line: String) throws(SocketFailure) {
    guard let stream = unsafe popen("{ " + line + "\n} 2>&1", "r") else {
      throw SocketFailure(call: "popen")
    }
    var output: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = unsafe fread(&part, 1, part.count, stream)
      if count == 0 { break }
      if output.count < 1 << 20 { output += part.prefix(count) }
    }
    let ending = unsafe pclose(stream)
    status = ending & 0x7F == 0 ? ending >> 8 & 0xFF : 128 + (ending & 0x7F)
    self.output = String(decoding: output, as: UTF8.self)
  }

  /// `text` as one word of a shell command.
  package static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
      + "'"
  }
}
