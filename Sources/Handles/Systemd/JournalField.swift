/// One field of a journal entry: a name and the bytes of its value.
///
/// The journal drops a field with a bad name without saying so; here it is refused.
package struct JournalField: Sendable, Equatable {
  /// The most bytes that a name may have; journald drops the fields with longer ones.
  package static let longestName = 64

  /// Capital letters, digits and underscores, beginning with a letter; 1 to 64 bytes.
  package let name: String
  /// Any bytes, line feeds and zeros included; may be empty.
  package let value: [UInt8]

  /// Makes a field of bytes.
  ///
  /// - Throws: `JournalError.invalidName` when the journal would drop the field: the name is empty
  ///   or longer than 64 bytes, begins with a digit or an underscore (those are journald's own), or
  ///   has another character than `A-Z`, `0-9` and `_`.
  package init(_ name: String, bytes: [UInt8]) throws(JournalError) {
    guard Self.isValid(name) else { throw .invalidName(name) }
    self.name = name
    value = bytes
  }

  /// Makes a field of text, as UTF-8; the name's rules are those of `init(_:bytes:)`.
  package init(_ name: String, _ text: String) throws(JournalError) {
    try self.init(name, bytes: Array(text.utf8))
  }

  /// Whether journald keeps a field of this name, systemd.journal-fields(7).
  package static func isValid(_ name: String) -> Bool {
    guard let first = name.utf8.first, isLetter(first), name.utf8.count <= longestName else {
      return false
    }
    return name.utf8.allSatisfy { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "_") }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }
}
