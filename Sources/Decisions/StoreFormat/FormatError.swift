/// Why bytes are not what they should be.
package enum FormatError: Error, Hashable, Sendable {
  /// They end too early.
  case truncated
  /// A field has a value that no writer of this format writes; its name.
  case malformed(StaticText)
  /// A checksum is wrong; of what.
  case checksum(StaticText)
  /// A newer format, or one with features that this reader must not pass over.
  case newer(StaticText)
}

/// The name of a field, from a closed list in the source.
package struct StaticText: Hashable, Sendable, ExpressibleByStringLiteral,
  CustomStringConvertible
{
  /// The text.
  package let description: String

  /// A literal.
  package init(stringLiteral text: StaticString) {
    description = text.description
  }
}

extension FormatError: CustomStringConvertible {
  /// What is wrong, for people.
  package var description: String {
    switch self {
    case .truncated: "ends too early"
    case .malformed(let field): "impossible \(field)"
    case .checksum(let part): "wrong checksum of the \(part)"
    case .newer(let part): "a newer format: unknown \(part)"
    }
  }
}
