/// A value of a document with the place where it begins.
///
/// A node read through an alias has the place of the anchored one: that is where it can be changed.
package struct YamlNode: Hashable, Sendable {
  /// The value.
  package let content: Content

  /// Where it begins.
  package let mark: YamlMark

  /// Places `content` at `mark`.
  package init(_ content: Content, at mark: YamlMark) {
    self.content = content
    self.mark = mark
  }

  /// The three kinds of node.
  package enum Content: Hashable, Sendable {
    case scalar(YamlScalar)
    case sequence([YamlNode])
    /// In the document's order, each key once.
    case mapping([YamlEntry])
  }
}

/// Text as it stands in a document, with quotes and escapes resolved.
package struct YamlScalar: Hashable, Sendable {
  /// The text; can hold any character, U+0000 too, if it was written as an escape.
  package let text: String

  /// How it was written.
  package let style: Style

  /// Keeps both.
  package init(_ text: String, style: Style = .plain) {
    self.text = text
    self.style = style
  }

  /// The ways to write a scalar.
  package enum Style: Hashable, Sendable {
    case plain
    case singleQuoted
    case doubleQuoted
    case literal
    case folded
  }

  /// Whether nothing was written, or a plain `~` or `null`.
  package var isNull: Bool {
    style == .plain && ["", "~", "null", "Null", "NULL"].contains(text)
  }
}

/// One key of a mapping, with its value.
package struct YamlEntry: Hashable, Sendable {
  /// The key's text.
  package let key: String

  /// Where the key begins.
  package let mark: YamlMark

  /// What stands after the colon; a scalar that is null if nothing does.
  package let value: YamlNode

  /// Keeps all three.
  package init(key: String, mark: YamlMark, value: YamlNode) {
    self.key = key
    self.mark = mark
    self.value = value
  }
}
