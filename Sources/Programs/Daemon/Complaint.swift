import Posix

/// What the daemon says beside its events: on standard error, as sd-daemon(3) has it.
enum Complaint {
  /// Something is wrong, and it goes on.
  static func warn(_ text: String) {
    try? StandardStream.error.write("<4>constatd: \(text)\n")
  }

  /// Something is wrong, and it ends.
  static func fail(_ text: String) {
    try? StandardStream.error.write("<3>constatd: \(text)\n")
  }
}
