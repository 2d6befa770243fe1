import Posix

/// What the daemon says beside its events: on standard error, with a level before it as sd-daemon(3)
/// has it, unless that is a terminal.
enum Complaint {
  /// Something is wrong, and it goes on.
  static func warn(_ text: String) { say(text, level: "<4>") }

  /// Something is wrong, and it ends.
  static func fail(_ text: String) { say(text, level: "<3>") }

  private static func say(_ text: String, level: String) {
    let stream = StandardStream.error
    try? stream.write("\(stream.isTerminal ? "" : level)constatd: \(text)\n")
  }
}
