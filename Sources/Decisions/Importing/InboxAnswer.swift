import Sampling

/// What the daemon says to a request, and how the command that asked is to end.
///
/// A line with the exit code in decimal digits, and the text.
package struct InboxAnswer: Hashable, Sendable {
  /// How many bytes an answer has at most.
  package static let longest = 65_536

  /// The exit code, 0 to 255: one of sysexits.h.
  package let status: Int32
  /// One or more lines for a person, without the last line end.
  package let text: String

  /// An answer.
  package init(_ status: Int32, _ text: String) {
    precondition((0...255).contains(status), "an exit code has 8 bits")
    self.status = status
    self.text = text
  }

  /// Reads an answer; nil if it isn't one.
  ///
  /// Who may write into the inbox may write answers, too: nothing that a terminal would obey reaches it,
  /// except the ends of lines.
  package init?(_ bytes: [UInt8]) {
    guard bytes.count <= InboxAnswer.longest,
      let whole = String(validating: bytes, as: UTF8.self)
    else { return nil }
    let parts = whole.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].utf8.count <= 3,
      parts[0].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let status = Int32(parts[0]), status <= 255
    else { return nil }
    self.status = status
    text = parts[1].unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .map { String($0).harmless }.joined(separator: "\n")
  }

  /// The answer as it stands in its file; a longer text is cut.
  package var bytes: [UInt8] {
    var bytes = Array("\(status)\n".utf8)
    for scalar in text.unicodeScalars {
      if bytes.count + UTF8.width(scalar) > InboxAnswer.longest { break }
      bytes += Array(String(scalar).utf8)
    }
    return bytes
  }
}
