import ArgumentParser
import Glibc
import Posix
import Sampling

/// What a command says, and where.
enum Terminal {
  /// Writes `text` and a line end to standard output.
  ///
  /// Where nobody reads any more the system ends the process (SIGPIPE), but for commands that ignore that and
  /// go on: `probe` and `demo`. What cannot be written for another reason, such as a
  /// full disk, ends the process with 74: half a report must not pass for a whole one.
  static func say(_ text: String) {
    do throws(Errno) {
      try StandardStream.output.write(text.utf8.last == 0x0A ? text : text + "\n")
    } catch {
      guard error != .brokenPipe else { return }
      complain("constat: standard output cannot be written: \(error)")
      exit(ExitStatus.inputOutput.rawValue)
    }
  }

  /// Writes `text` and a line end to standard error.
  static func complain(_ text: String) {
    try? StandardStream.error.write(text.hasSuffix("\n") ? text : text + "\n")
  }
}

extension ExitCode {
  /// Says why and ends with `status`.
  static func because(_ reason: String, _ status: ExitStatus) -> ExitCode {
    let lines = reason.split(separator: "\n", omittingEmptySubsequences: false)
    Terminal.complain("constat: " + lines.map { String($0).harmless }.joined(separator: "\n"))
    return ExitCode(status.rawValue)
  }
}
