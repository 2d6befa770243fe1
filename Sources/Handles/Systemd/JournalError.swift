/// Why an entry is not in the journal.
package enum JournalError: Error, Equatable, Sendable {
  /// The journal would drop a field of this name.
  case invalidName(String)
  /// An entry needs 1 to `Journal.mostFields` fields; it had this many.
  case fieldCount(Int)
  /// Nothing stands at `Journal.socketPath`: no journald has run since the machine started.
  case noSocket
  /// libsystemd refused, with this `errno`: `ECONNREFUSED` when journald left its socket behind,
  /// `EACCES` when this process may not write there.
  case failed(errno: CInt)
}

extension JournalError: CustomStringConvertible {
  /// One line for an operator.
  package var description: String {
    switch self {
    case .invalidName(let name):
      "the journal has no field named \"\(name)\": use A-Z, 0-9 and _, at most 64"
    case .fieldCount(let count):
      "an entry has 1 to \(Journal.mostFields) fields, not \(count)"
    case .noSocket:
      "there is no journal socket at \(Journal.socketPath): is systemd-journald running?"
    case .failed(let code):
      "the journal refused the entry: \(Journal.text(ofErrno: code))"
    }
  }
}
