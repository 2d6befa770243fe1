@testable import Yaml

/// A document with every construct that is read.
let sample = """
  %YAML 1.1
  ---
  vantage: paris-1   # after a value
  list: [1, "two", 'three''s', {a: b}]
  block:
    - first
    - nested: {k: v}
      other: >
        folded
        text
  literal: |
    one
    two
  base: &base {interval: 10s, "timeout": 1s}
  alias: *base
  tagged: !!str 5
  empty:
  "quoted key": é – 日本 🙂
  ...

  """

extension String {
  /// The text as UTF-8.
  var bytes: [UInt8] { Array(utf8) }
}

/// Reads `text`, which must be a document without a fatal problem.
func read(_ text: String, limits: YamlLimits = .standard) throws(YamlError) -> YamlDocument {
  try YamlDocument(text.bytes, limits: limits)
}

/// The problem that stops the reading of `bytes`, as `line:column: text`.
func failure(_ bytes: [UInt8], limits: YamlLimits = .standard) -> String? {
  do throws(YamlError) {
    _ = try YamlDocument(bytes, limits: limits)
    return nil
  } catch {
    return "\(error)"
  }
}

extension YamlNode {
  /// The value of a key, in tests.
  subscript(key: String) -> YamlNode? {
    guard case .mapping(let entries) = content else { return nil }
    return entries.first { $0.key == key }?.value
  }

  /// The item at an index, in tests.
  subscript(index: Int) -> YamlNode? {
    guard case .sequence(let items) = content, items.indices.contains(index) else { return nil }
    return items[index]
  }

  /// The text of a scalar.
  var text: String? {
    guard case .scalar(let scalar) = content else { return nil }
    return scalar.text
  }
}
