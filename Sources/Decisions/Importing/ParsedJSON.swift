/// A value of a JSON text that somebody else has written: every number by its spelling, every member
/// with its place, so that what is wrong can be pointed at.
///
/// Source: RFC 8259, section 3.
package enum ParsedJSON: Hashable, Sendable {
  /// Names and values in the order of the text; no name comes twice.
  case object([ParsedMember])
  /// Values in the order of the text.
  case array([ParsedJSON])
  /// Text without its quotes and escapes.
  case string(String)
  /// A number as it was written.
  case number(ParsedNumber)
  /// `true` or `false`.
  case bool(Bool)
  /// `null`.
  case null

  /// What kind of value it is, with an article: `a string`.
  package var kind: String {
    switch self {
    case .object: "an object"
    case .array: "an array"
    case .string: "a string"
    case .number: "a number"
    case .bool: "a truth value"
    case .null: "null"
    }
  }
}

/// One name and its value in a JSON object, and where both stand.
package struct ParsedMember: Hashable, Sendable {
  /// The name, without its quotes and escapes.
  package let name: String
  /// The value.
  package let value: ParsedJSON
  /// Where the name's quote stands, in bytes from the start of the text.
  package let nameOffset: Int
  /// Where the value starts, in bytes from the start of the text.
  package let valueOffset: Int
}

/// A number of a JSON text: its exact spelling, and the integer that it spells if it is one.
package struct ParsedNumber: Hashable, Sendable {
  /// The number as it was written.
  package let text: String
  /// The integer, or nil if the text has a fraction or an exponent or is beyond `Int64`.
  ///
  /// `1.0` and `1e3` are no integers here, though their values are: nobody has to agree on how a
  /// fraction is rounded.
  package let integer: Int64?

  /// Whether the text has neither a fraction nor an exponent, whatever its size.
  package var isWhole: Bool { text.utf8.allSatisfy { $0 == UInt8(ascii: "-") || $0.isDigit } }
}
