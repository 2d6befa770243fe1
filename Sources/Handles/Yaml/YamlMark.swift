/// A place in a document.
package struct YamlMark: Hashable, Comparable, Sendable {
  /// The line, from 1.
  ///
  /// LF, CR, CR LF, U+0085, U+2028 and U+2029 end a line, as in YAML 1.1.
  package let line: Int

  /// The column, from 1, in code points: a tab is one column.
  package let column: Int

  /// Names a place by line and column, both from 1.
  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// Compares in document order.
  package static func < (left: YamlMark, right: YamlMark) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }

  /// The first place of a document.
  package static let start = YamlMark(line: 1, column: 1)
}

extension YamlMark: CustomStringConvertible {
  /// `line:column`, as editors and compilers write it.
  package var description: String { "\(line):\(column)" }
}
