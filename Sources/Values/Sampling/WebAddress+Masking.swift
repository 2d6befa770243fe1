extension WebAddress {
  /// What stands for a value that is not shown.
  package static let mask = "***"

  /// The address as it may be shown and recorded: names of its query stay, values are masked.
  ///
  /// A query may carry a key or a token. A part of it without `=` may be one, and is masked whole. The
  /// path is not masked.
  package var masked: String { WebAddress.masked(description) }

  /// Whether the address has a query, even an empty one.
  package var hasQuery: Bool { description.contains("?") }

  /// `text` with who logs in before its host, and every value of its query, masked; any text, also one that
  /// is no address.
  package static func masked(_ text: String) -> String {
    guard let question = text.firstIndex(of: "?") else { return withoutUser(text[...]) }
    var result = withoutUser(text[...question])
    var part = ""
    for character in text[text.index(after: question)...] {
      if character == "&" || character == ";" {
        result += masked(part: part)
        result.append(character)
        part = ""
      } else {
        part.append(character)
      }
    }
    return result + masked(part: part)
  }

  /// `text` with what stands before the last `@` of its authority masked: a name, and often a password.
  private static func withoutUser(_ text: Substring) -> String {
    let isSlash = { (character: Character) in character == "/" || character == "\\" }
    var start = text.startIndex
    if let colon = text.firstIndex(where: { $0 == ":" || isSlash($0) }), text[colon] == ":" {
      let next = text.index(after: colon)
      // A port may stand behind a host without a scheme.
      if next < text.endIndex, isSlash(text[next]) || text[..<colon].allSatisfy(\.isLetter) {
        start = next
      }
    }
    start = text[start...].firstIndex { !isSlash($0) } ?? text.endIndex
    let end = text[start...].firstIndex { isSlash($0) || $0 == "?" || $0 == "#" } ?? text.endIndex
    guard let at = text[start..<end].lastIndex(of: "@") else { return String(text) }
    return "\(text[..<start])\(mask)\(text[at...])"
  }

  private static func masked(part: String) -> String {
    guard let equals = part.firstIndex(of: "=") else { return part.isEmpty ? "" : mask }
    let hasValue = part.index(after: equals) < part.endIndex
    return part[...equals] + (hasValue ? mask : "")
  }
}
