import Posix

/// Why the daemon cannot measure, and how it ends.
struct Failure: Error {
  /// One line that says what to do.
  let message: String
  /// How the process ends.
  let status: ExitStatus
}
