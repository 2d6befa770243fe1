package import StoreFormat

/// The size and root of a log's tree, as its owner signs them.
///
/// Source: C2SP tlog-checkpoint.
package struct Checkpoint: Hashable, Sendable {
  /// How many lines a checkpoint may have besides the three that it must.
  package static let extensionLimit = 16

  /// Which log.
  package let origin: String
  /// How many leaves the tree has.
  package let size: UInt64
  /// The tree's root.
  package let root: Hash
  /// Lines that others have added; we write none.
  package let extensions: [String]

  /// A checkpoint of these parts.
  ///
  /// - Precondition: The origin can be a key's name, as the specification recommends.
  package init(origin: String, size: UInt64, root: Hash) {
    precondition(VerifierKey.isName(origin), "an origin without spaces")
    self.origin = origin
    self.size = size
    self.root = root
    extensions = []
  }

  /// The text that is signed.
  package var text: String {
    ([origin, String(size), Base64.text(root.bytes)] + extensions)
      .map { $0 + "\n" }.joined()
  }

  /// Reads a note's text.
  package init(_ text: String) throws(NoteError) {
    let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { String(Substring($0)) }
    guard lines.count >= 4, lines.last == "", !lines.dropLast().contains(""),
      lines.count - 4 <= Checkpoint.extensionLimit
    else { throw .malformed }
    // The text that a number has again is the only one that is taken: no sign, no leading zeros.
    guard let size = UInt64(lines[1]), String(size) == lines[1], size <= 1 << 62,
      let bytes = Base64.bytes(lines[2]), let root = Hash(bytes: bytes)
    else { throw .malformed }
    origin = lines[0]
    self.size = size
    self.root = root
    extensions = Array(lines[3..<lines.count - 1])
  }
}
