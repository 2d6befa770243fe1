/// What is wrong with a document, and where.
package struct YamlError: Error, Hashable, Sendable {
  /// The rule that the document breaks.
  package let problem: YamlProblem

  /// Where it breaks it.
  package let mark: YamlMark

  /// Places `problem` at `mark`.
  package init(_ problem: YamlProblem, at mark: YamlMark) {
    self.problem = problem
    self.mark = mark
  }
}

extension YamlError: CustomStringConvertible {
  /// `line:column: text`.
  package var description: String { "\(mark): \(problem)" }
}

/// The rules that a document can break.
package enum YamlProblem: Hashable, Sendable {
  /// Not YAML. `code` is libyaml's `yaml_error_type_t`; `context` is what it was reading, since when.
  case syntax(code: UInt32, text: String, context: String?)

  /// libyaml found no memory.
  case memory

  /// Larger than the limit, in bytes.
  case size(limit: Int)

  /// Nested deeper than the limit; aliases count with what they stand for.
  case depth(limit: Int)

  /// More nodes than the limit; aliases count with what they stand for.
  case nodes(limit: Int)

  /// A byte that is no UTF-8.
  case encoding(byte: UInt8)

  /// A character that YAML doesn't allow, such as U+0000.
  case character(UInt32)

  /// A key that the same mapping has already.
  case duplicateKey(String, first: YamlMark)

  /// A key that is no scalar.
  case keyKind

  /// The key `<<`.
  case mergeKey

  /// A tag that isn't one of the core schema's, or that contradicts the node's kind.
  case tag(String)

  /// An alias for which there is no anchor before it.
  case unknownAlias(String)

  /// An alias inside of the node that it stands for.
  case recursiveAlias(String)

  /// A second document.
  case severalDocuments

  /// No document at all, or one without content.
  case empty
}

extension YamlProblem: CustomStringConvertible {
  /// One sentence without a full stop.
  package var description: String {
    switch self {
    case .syntax(_, let text, let context):
      context.map { "\(text) (\($0))" } ?? text
    case .memory: "no memory left to read the file"
    case .size(let limit): "the file is larger than \(limit) bytes"
    case .depth(let limit): "nested more than \(limit) levels deep"
    case .nodes(let limit): "more than \(limit) values, each alias counted with what it stands for"
    case .encoding(let byte): "byte 0x\(hexadecimal(UInt32(byte), digits: 2)) is not UTF-8"
    case .character(let scalar): "character U+\(hexadecimal(scalar, digits: 4)) is not allowed"
    case .duplicateKey(let key, let first):
      "key '\(key)' is already there, on line \(first.line)"
    case .keyKind: "a key must be one plain word"
    case .mergeKey: "the merge key '<<' is not supported"
    case .tag(let tag): "the tag '\(tag)' is not supported"
    case .unknownAlias(let name): "no anchor '&\(name)' stands before the alias '*\(name)'"
    case .recursiveAlias(let name): "the alias '*\(name)' stands inside of what it stands for"
    case .severalDocuments: "a second document begins here; the file must hold one"
    case .empty: "the file is empty"
    }
  }
}

/// Upper-case hexadecimal digits of `value`, at least `digits` of them.
private func hexadecimal(_ value: UInt32, digits: Int) -> String {
  let text = String(value, radix: 16, uppercase: true)
  return String(repeating: "0", count: max(0, digits - text.count)) + text
}
