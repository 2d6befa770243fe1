/// A value of JSON (RFC 8259), as far as a schema has it; the members of an object keep their order.
indirect enum SchemaValue: Hashable, Sendable {
  case text(String)
  case number(Int)
  case truth(Bool)
  case list([SchemaValue])
  case object([Member])

  /// One member of an object.
  struct Member: Hashable, Sendable {
    let name: String
    let value: SchemaValue

    init(_ name: String, _ value: SchemaValue) {
      self.name = name
      self.value = value
    }
  }

  /// The value as text, indented by two spaces a level; without a line end.
  var json: String { json(depth: 0) }

  private func json(depth: Int) -> String {
    switch self {
    case .text(let text): return Self.quoted(text)
    case .number(let number): return String(number)
    case .truth(let isTrue): return isTrue ? "true" : "false"
    case .list(let items) where items.allSatisfy(\.isShort):
      return "[" + items.map { $0.json(depth: 0) }.joined(separator: ", ") + "]"
    case .list(let items):
      return Self.block("[", items.map { $0.json(depth: depth + 1) }, "]", depth)
    case .object(let members):
      let lines = members.map { "\(Self.quoted($0.name)): \($0.value.json(depth: depth + 1))" }
      return members.isEmpty ? "{}" : Self.block("{", lines, "}", depth)
    }
  }

  private var isShort: Bool {
    switch self {
    case .text, .number, .truth: true
    case .list, .object: false
    }
  }

  private static func block(
    _ start: String,
    _ lines: [String],
    _ end: String,
    _ depth: Int
  ) -> String {
    let margin = String(repeating: "  ", count: depth)
    return start + "\n" + lines.map { "\(margin)  \($0)" }.joined(separator: ",\n")
      + "\n\(margin)\(end)"
  }

  /// Our own texts have neither control characters nor anything beyond ASCII to escape.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for character in text {
      if character == "\"" || character == "\\" { quoted.append("\\") }
      quoted.append(character)
    }
    return quoted + "\""
  }
}
