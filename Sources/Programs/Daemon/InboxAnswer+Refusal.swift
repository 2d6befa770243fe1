import ConfigFile
import Execution
import Importing
import Posix

extension InboxAnswer {
  /// The answer to a request that can't be read.
  static func unreadable(_ error: Errno) -> InboxAnswer {
    InboxAnswer(ExitStatus.inputOutput.rawValue, "constatd can't read the request: \(error)")
  }

  /// The answer to the request `name` that makes no sense; who runs the daemon is warned.
  static func senseless(_ name: String) -> InboxAnswer {
    Complaint.warn("request \(name) in the inbox makes no sense and is refused")
    return InboxAnswer(
      ExitStatus.data.rawValue,
      "the request makes no sense to this version of constatd"
    )
  }
}
