/// The name of a check: 1 to 64 of the characters `a`–`z`, `0`–`9` and `-`.
package struct CheckID: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The name itself.
  package let description: String

  /// The id, or nil if `text` is empty, too long or has another character.
  package init?(_ text: String) {
    guard isIdentifier(text) else { return nil }
    description = text
  }

  /// By the bytes of the name.
  package static func < (left: CheckID, right: CheckID) -> Bool {
    left.description < right.description
  }
}

/// Whether `text` is 1 to 64 of the characters `a`–`z`, `0`–`9` and `-`, as every id of a user is.
package func isIdentifier(_ text: String) -> Bool {
  (1...64).contains(text.utf8.count)
    && text.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-")
    }
}
