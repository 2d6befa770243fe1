/// Text on its way to standard output, written in pieces of 64 KiB.
struct OutputBuffer {
  private static let piece = 65_536
  private var text = ""

  /// Adds text, whole lines of it.
  mutating func add(_ lines: String) {
    text += lines
    if text.utf8.count >= OutputBuffer.piece { flush() }
  }

  /// Writes what is left.
  mutating func flush() {
    if !text.isEmpty { Terminal.say(text) }
    text.removeAll(keepingCapacity: true)
  }
}
