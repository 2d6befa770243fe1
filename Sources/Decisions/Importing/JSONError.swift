/// Why a text is not the JSON that a ``JSONReader`` accepts, and where.
package struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  package enum Reason: Hashable, Sendable {
    /// The text ends where `expected` should stand.
    case end(expected: String)
    /// A byte that cannot stand here.
    case unexpected(UInt8, expected: String)
    /// The text starts with a byte order mark.
    case byteOrderMark
    /// A name that stands in the same object already.
    case duplicateName(String)
    /// A number that RFC 8259 doesn't know, such as `01`, `1.` or `.5`.
    case malformedNumber
    /// A backslash with something behind it that isn't an escape.
    case malformedEscape
    /// Half of a surrogate pair.
    case loneSurrogate
    /// Bytes that are not UTF-8.
    case malformedUTF8
    /// A control character in a string, which must be escaped.
    case controlCharacter(UInt8)
    /// More nested objects and arrays than this.
    case tooDeep(limit: Int)
    /// More members and elements in the whole text than this.
    case tooManyMembers(limit: Int)
    /// More bytes than this.
    case tooLong(limit: Int)
  }

  /// What is wrong.
  package let reason: Reason
  /// Where, in bytes from the start of the text.
  package let offset: Int

  /// The reason in words, without the place.
  package var description: String {
    switch reason {
    case .end(let expected): "the text ends where \(expected) should stand"
    case .unexpected(let byte, let expected): "\(name(of: byte)) stands where \(expected) should"
    case .byteOrderMark: "the text starts with a byte order mark"
    case .duplicateName(let name): "\(quoted(name)) stands twice in one object"
    case .malformedNumber: "this is not a number of JSON"
    case .malformedEscape: "a backslash stands before something that is not an escape"
    case .loneSurrogate: "half of a surrogate pair stands alone"
    case .malformedUTF8: "these bytes are not UTF-8"
    case .controlCharacter(let byte): "\(name(of: byte)) stands unescaped in a string"
    case .tooDeep(let limit): "more than \(limit) objects and arrays inside each other"
    case .tooManyMembers(let limit): "more than \(limit) members and elements"
    case .tooLong(let limit): "more than \(limit) bytes"
    }
  }

  private func name(of byte: UInt8) -> String {
    if (0x21...0x7E).contains(byte) { return quoted(String(Unicode.Scalar(byte))) }
    if byte == 0x20 { return "a space" }
    return "the byte 0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }
}
