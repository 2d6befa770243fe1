/// A value that is to be written as JSON, with its keys in the order in which they are written.
///
/// There are no fractions: what needs decimals is a string, so that no reader rounds it.
package indirect enum JSONValue: Hashable, Sendable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A whole number.
  case integer(Int64)
  /// A text.
  case string(String)
  /// A list.
  case array([JSONValue])
  /// Keys and values, in this order; the caller sees to it that keys are unique.
  case object([JSONMember])

  /// A number, from any type of whole number that fits.
  package static func integer(_ number: some BinaryInteger) -> JSONValue {
    .integer(Int64(clamping: number))
  }
}

/// One key of an object and its value.
package struct JSONMember: Hashable, Sendable {
  /// The key.
  package let key: String
  /// Its value.
  package let value: JSONValue

  /// The member `key` with `value`.
  package init(_ key: String, _ value: JSONValue) {
    self.key = key
    self.value = value
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByDictionaryLiteral,
  ExpressibleByBooleanLiteral
{
  /// A string.
  package init(stringLiteral value: String) {
    self = .string(value)
  }

  /// An object whose keys keep the order in which they are written.
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { JSONMember($0.0, $0.1) })
  }

  /// A truth value.
  package init(booleanLiteral value: Bool) {
    self = .bool(value)
  }
}

extension JSONValue {
  /// The value on one line, a space after each colon and comma.
  ///
  /// The same value always gives the same bytes. Source: RFC 8259.
  package var line: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .integer(let number): String(number)
    case .string(let text): JSONValue.quoted(text)
    case .array(let values): "[\(values.map(\.line).joined(separator: ", "))]"
    case .object(let members): "{\(members.map(\.line).joined(separator: ", "))}"
    }
  }

  /// The value on as many lines as it needs: lists and objects that fit into 100 columns on one.
  ///
  /// The same value always gives the same bytes; a line break ends the text.
  package var page: String { page(indent: 0, used: 0) + "\n" }

  private func page(indent: Int, used: Int) -> String {
    let line = line
    if used + line.count <= 100 { return line }
    let inner = String(repeating: " ", count: indent + 2)
    let outer = String(repeating: " ", count: indent)
    switch self {
    case .array(let values) where !values.isEmpty:
      let lines = values.map { inner + $0.page(indent: indent + 2, used: indent + 3) }
      return "[\n\(lines.joined(separator: ",\n"))\n\(outer)]"
    case .object(let members) where !members.isEmpty:
      let lines = members.map { member in
        let key = "\(inner)\(JSONValue.quoted(member.key)): "
        return key + member.value.page(indent: indent + 2, used: key.count + 1)
      }
      return "{\n\(lines.joined(separator: ",\n"))\n\(outer)}"
    default:
      return line
    }
  }

  /// The text in quotation marks, with what RFC 8259, section 7, wants escaped.
  fileprivate static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\u{8}": result += "\\b"
      case "\u{C}": result += "\\f"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{0}"..<"\u{20}", "\u{7F}"..<"\u{A0}", "\u{2028}", "\u{2029}":
        // Beyond the RFC: what would break a line or drive a terminal is escaped as well.
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

extension JSONMember {
  fileprivate var line: String { "\(JSONValue.quoted(key)): \(value.line)" }
}
