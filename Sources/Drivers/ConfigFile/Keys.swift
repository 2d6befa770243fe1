import Chronology
import Sampling
import Yaml

/// A mapping whose keys have been judged: unknown ones, those that aren't read yet and those without
/// a value have been reported and are left out.
struct Keys {
  /// Where the mapping begins.
  let mark: YamlMark
  /// Where what is wrong is said.
  let page: Page
  private let table: KeyTable
  private let written: Set<String>
  private let entries: [String: YamlEntry]

  /// Judges `node` by `table`; nil, with an error, if it is no mapping.
  init?(_ node: YamlNode, _ table: KeyTable, on page: Page) {
    guard case .mapping(let all) = node.content else {
      page.error(
        "\(table.owner) must be a mapping of keys, not \(kind(of: node))",
        hint: table.known.isEmpty ? nil : "known keys: \(table.known.joined(separator: ", "))",
        at: node.mark
      )
      return nil
    }
    var entries: [String: YamlEntry] = [:]
    for entry in all {
      if table.later.contains(entry.key) {
        page.refuse(entry)
      } else if !table.known.contains(entry.key) {
        let hint =
          Spelling.nearest(to: entry.key, among: table.known).map { "did you mean '\($0)'?" }
          ?? KeyTable.places(of: entry.key).map { "it belongs in \($0)" }
          ?? "\(table.owner) knows \(table.known.joined(separator: ", "))"
        page.error("unknown key \(quoted(entry.key))", hint: hint, at: entry.mark)
      } else if entry.value.isNull {
        page.error("\(quoted(entry.key)) has no value", at: entry.mark)
      } else {
        entries[entry.key] = entry
      }
    }
    mark = node.mark
    self.page = page
    self.table = table
    written = Set(all.map(\.key))
    self.entries = entries
  }

  /// The key's entry; nil if it isn't written or has no value.
  subscript(key: String) -> YamlEntry? {
    assert(table.known.contains(key), "'\(key)' is missing in the table of \(table.owner)")
    return entries[key]
  }

  /// Whether the key is written, with or without a value.
  func has(_ key: String) -> Bool { written.contains(key) }

  /// Whether a key is written that isn't read yet.
  var hasLaterKey: Bool { !written.isDisjoint(with: table.later) }

  /// The key's entry, or nil and an error if it isn't written.
  ///
  /// `example` is what to write.
  func required(_ key: String, example: String) -> YamlEntry? {
    if !has(key) {
      page.error("'\(key)' is missing in \(table.owner)", hint: "write \(example)", at: mark)
    }
    return self[key]
  }

  /// Reads a key that need not be there.
  func read<Value>(_ key: String, _ body: (YamlEntry) -> Value?) -> Setting<Value> {
    guard let entry = self[key] else { return has(key) ? .invalid : .absent }
    return body(entry).map { .value($0) } ?? .invalid
  }
}

/// What was found at a key that need not be there.
enum Setting<Value> {
  /// It isn't written.
  case absent
  /// It is wrong, and that has been said.
  case invalid
  /// It is written.
  case value(Value)

  /// The value; `fallback` if none is written; nil if it is wrong.
  func or(_ fallback: @autoclosure () -> Value?) -> Value? {
    switch self {
    case .absent: fallback()
    case .invalid: nil
    case .value(let value): value
    }
  }

  /// Whether it is written, right or wrong.
  var isWritten: Bool {
    if case .absent = self { false } else { true }
  }

  /// Whether it is wrong.
  var isInvalid: Bool {
    if case .invalid = self { true } else { false }
  }

  /// The value; nil if there is none, or it is wrong.
  var value: Value? {
    if case .value(let value) = self { value } else { nil }
  }
}

extension YamlNode {
  /// Whether nothing is written, or `~`.
  var isNull: Bool {
    if case .scalar(let scalar) = content { scalar.isNull } else { false }
  }
}

/// What a node is, in words: `a list`.
func kind(of node: YamlNode) -> String {
  switch node.content {
  case .mapping(let entries): entries.isEmpty ? "an empty mapping" : "a mapping"
  case .sequence(let items): items.isEmpty ? "an empty list" : "a list"
  case .scalar(let scalar) where scalar.isNull: "nothing"
  case .scalar(let scalar): quoted(scalar.text)
  }
}
