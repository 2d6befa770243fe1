import CSystemd
import Glibc

/// The systemd journal, as this process may write to it.
///
/// Nothing is open between two entries that this type would own: libsystemd keeps one socket for
/// the process.
package enum Journal {
  /// Where journald listens; libsystemd knows no other place.
  package static let socketPath = "/run/systemd/journal/socket"

  /// The most fields of one entry; journald refuses an entry of about 1,000.
  package static let mostFields = 128

  /// Whether a socket stands at `socketPath` now; journald may still have died and left it.
  package static var isPresent: Bool {
    var status = stat()
    guard unsafe stat(socketPath, &status) == 0 else { return false }
    return status.st_mode & S_IFMT == S_IFSOCK
  }

  /// Writes one entry and returns when journald's queue has it.
  ///
  /// Blocks without limit while journald is stopped and its queue is full (11 entries where
  /// `net.unix.max_dgram_qlen` is 10): call it from a thread that nothing waits for. A signal
  /// doesn't end the call.
  ///
  /// The corresponding C function is `sd_journal_sendv`. It reports success when the socket is
  /// missing, so that is looked at first; an entry can still be lost when journald's socket
  /// disappears between the two.
  ///
  /// - Parameter fields: 1 to `mostFields`; a name may come more than once. `SYSLOG_IDENTIFIER` is
  ///   the program's name unless given.
  /// - Throws: `JournalError.fieldCount`, `.noSocket` or `.failed`.
  package static func send(_ fields: [JournalField]) throws(JournalError) {
    guard !fields.isEmpty, fields.count <= mostFields else { throw .fieldCount(fields.count) }
    guard isPresent else { throw .noSocket }
    var content: [UInt8] = []
    var ends: [Int] = []
    content.reserveCapacity(fields.reduce(0) { $0 + $1.name.utf8.count + 1 + $1.value.count })
    ends.reserveCapacity(fields.count)
    for field in fields {
      content.append(contentsOf: field.name.utf8)
      content.append(UInt8(ascii: "="))
      content.append(contentsOf: field.value)
      ends.append(content.count)
    }
    var code = send(&content, ends)
    while code == -EINTR { code = send(&content, ends) }
    guard code >= 0 else { throw .failed(errno: -code) }
  }

  /// Hands the fields, which lie end to end in `content`, to libsystemd.
  ///
  /// - Returns: 0, or a negative `errno`.
  private static func send(_ content: inout [UInt8], _ ends: [Int]) -> CInt {
    unsafe content.withUnsafeMutableBytes { bytes in
      unsafe withUnsafeTemporaryAllocation(of: iovec.self, capacity: ends.count) { vectors in
        var start = 0
        for (index, end) in ends.enumerated() {
          let vector = unsafe iovec(
            iov_base: bytes.baseAddress?.advanced(by: start),
            iov_len: end - start
          )
          unsafe vectors.initializeElement(at: index, to: vector)
          start = end
        }
        return unsafe sd_journal_sendv(vectors.baseAddress, CInt(ends.count))
      }
    }
  }

  /// The system's words for an error number.
  static func text(ofErrno code: CInt) -> String {
    unsafe String(cString: strerror(code)) + " (errno \(code))"
  }
}
