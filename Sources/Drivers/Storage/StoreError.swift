package import Chronology
package import Posix
package import StoreFormat

/// Why a store can't be opened, read or written; the text says what to do.
package enum StoreError: Error, Hashable, Sendable {
  /// There is no store at the path.
  case noStore(path: String)
  /// Another process writes it; its number if known.
  case locked(path: String, process: Int32?)
  /// The folder belongs to another user.
  case foreignOwner(path: String, owner: UInt32, user: UInt32)
  /// The permissions forbid it.
  case noAccess(path: String)
  /// Written by a newer version: what is unknown, and where.
  case newerFormat(file: String, FormatError)
  /// Written by a newer version, so that it may be read, and not written or sealed; where.
  case readOnlyFormat(file: String)
  /// `STORE` isn't what this program writes, or is missing beside a log.
  case unreadable(file: String)
  /// There are no numbers left for so many new definitions of checks.
  case tooManyDefinitions(new: Int, limit: Int)
  /// The clock says a time before 2020 or after 2115.
  case clockUnset(Instant)
  /// The record ends after 2115, and nothing can be recorded behind that.
  case atTheEndOfTime(Instant)
  /// A call failed: what was tried.
  case failed(String, Errno)
}

extension StoreError: CustomStringConvertible {
  /// What is wrong and what to do.
  package var description: String {
    switch self {
    case .noStore(let path):
      "there is no store at \(path): start constatd with this path, or correct `store` in the"
        + " configuration"
    case .locked(let path, let process):
      "the store \(path) is in use by \(process.map { "process \($0)" } ?? "another process"):"
        + " stop it first, or use another store; a store has one writer"
    case .foreignOwner(let path, let owner, let user):
      "the store \(path) belongs to user \(owner), and this process runs as user \(user): run it"
        + " as user \(owner), or `chown -R \(user) \(path)`"
    case .noAccess(let path):
      "no permission for \(path): a store is written by its owner and read by its group, and the"
        + " folders above must let both through; to begin one, name a folder in one of yours"
    case .newerFormat(let file, let error):
      "\(file) was written by a newer version of constat (\(error)): install that version;"
        + " nothing was changed"
    case .readOnlyFormat(let file):
      "\(file) was written by a newer version of constat, and has features that this version may pass over"
        + " when it reads, but not when it writes: install that version. Reports, exports and verifying"
        + " work; nothing was changed"
    case .unreadable(let file):
      "\(file) is missing, damaged, or not a file of constat: restore it from a backup; nothing was changed"
    case .tooManyDefinitions(let new, let limit):
      "the store has no room for \(new) new definitions of checks: with every change of a check it"
        + " keeps one more, and it has \(limit) at most. Name a new folder by `store` in the"
        + " configuration; the old one stays readable"
    case .clockUnset(let time):
      "the clock says \(time.seconds) s after 1970, \(time < Instant.clockSpan.start ? "before 2020" : "after 2115"):"
        + " set the clock (timedatectl set-ntp true) and start again"
    case .atTheEndOfTime(let time):
      "the record ends \(time.seconds) s after 1970, after 2115, because the clock was wrong when it"
        + " was made: nothing can be recorded behind that. Name a new folder by `store` in the"
        + " configuration; the old one stays readable"
    case .failed(let action, let error):
      "can't \(action): \(error.withAdvice)"
    }
  }
}
