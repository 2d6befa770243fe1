import Glibc

/// The streams that the process was started with.
package enum StandardStream: CInt, Sendable {
  /// Descriptor 1.
  case output = 1
  /// Descriptor 2.
  case error = 2

  /// Writes all of the text.
  ///
  /// - Throws: EPIPE when nobody reads any more (SIGPIPE must be ignored for that).
  ///
  /// The corresponding C function is `write`.
  package func write(_ text: String) throws(Errno) {
    let bytes = Array(text.utf8)
    var done = 0
    while done < bytes.count {
      done += try retrying {
        unsafe bytes.withUnsafeBytes { buffer in
          unsafe Glibc.write(
            rawValue,
            buffer.baseAddress?.advanced(by: done),
            bytes.count - done
          )
        }
      }
    }
  }

  /// Whether a person may be looking at it.
  ///
  /// The corresponding C function is `isatty`.
  package var isTerminal: Bool { isatty(rawValue) == 1 }

  /// Whether that person wants colours: `NO_COLOR` isn't set, and the terminal isn't a dumb one.
  ///
  /// Source: https://no-color.org.
  package var wantsColour: Bool {
    isTerminal && (Environment.value(of: "NO_COLOR") ?? "").isEmpty
      && Environment.value(of: "TERM") != "dumb"
  }
}
