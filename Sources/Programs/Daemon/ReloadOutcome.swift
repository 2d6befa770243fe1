import ConfigFile
import Importing
import Posix

/// What came of reading the configuration again.
enum ReloadOutcome: Sendable {
  /// The new plan runs; the event's message says what is other than before.
  case followed(String)
  /// The plan before goes on; why, in lines for an operator, and how a command that asked ends.
  case refused(String, ExitStatus)

  /// Why a reading, or what followed of it, is refused: all mistakes of the files with their places, not
  /// only the first.
  static func refusal(of reading: ConfigReading, _ failure: Failure) -> ReloadOutcome {
    let reasons = reading.configuration == nil ? reading.description : failure.message
    return .refused(reasons, failure.status)
  }

  /// What a command is told that asked for it.
  var answer: InboxAnswer {
    switch self {
    case .followed(let message): InboxAnswer(ExitStatus.success.rawValue, message)
    case .refused(let reasons, let status):
      InboxAnswer(
        status.rawValue,
        "constat: constatd refuses the new configuration and goes on with the one before:\n\(reasons)"
      )
    }
  }
}
