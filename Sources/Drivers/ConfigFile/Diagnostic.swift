/// One thing that is wrong, or doubtful, in a file, and where.
package struct Diagnostic: Hashable, Sendable {
  /// The file, as it was named by the user or by the file that names it.
  package let file: String
  /// The line from 1; 0 if it concerns the whole file.
  package let line: Int
  /// The column from 1, in code points; 0 if it concerns the whole file.
  package let column: Int
  /// Whether the file is refused for it.
  package let severity: Severity
  /// The rule that is broken, in one line.
  package let message: String
  /// What to do about it, in one line.
  package let hint: String?
  /// The line's text, fit for a terminal, with the caret below; nil if there is none to show.
  package let excerpt: Excerpt?

  /// Whether the file is refused.
  package enum Severity: String, Hashable, Sendable {
    /// It is refused.
    case error
    /// It is read all the same.
    case warning
  }

  /// One line of a file with the place that is meant.
  package struct Excerpt: Hashable, Sendable {
    /// A part of the line, without control characters.
    package let text: String
    /// How many characters of `text` stand before the place.
    package let offset: Int

    /// Keeps both.
    package init(text: String, offset: Int) {
      self.text = text
      self.offset = offset
    }
  }

  /// Keeps every part.
  package init(
    file: String,
    line: Int = 0,
    column: Int = 0,
    severity: Severity = .error,
    message: String,
    hint: String? = nil,
    excerpt: Excerpt? = nil
  ) {
    self.file = file
    self.line = line
    self.column = column
    self.severity = severity
    self.message = message
    self.hint = hint
    self.excerpt = excerpt
  }

  /// The first line: `constatd.yaml:12:5: error: unknown key 'intervall'; did you mean 'interval'?`.
  package var headline: String {
    let place = line > 0 ? "\(file):\(line):\(column)" : file
    return "\(place): \(severity.rawValue): \(message)" + (hint.map { "; \($0)" } ?? "")
  }
}

extension Diagnostic: CustomStringConvertible {
  /// The headline and, indented below, the line and a caret; without a newline at the end.
  package var description: String {
    guard let excerpt else { return headline }
    let caret = String(repeating: " ", count: excerpt.offset) + "^"
    return "\(headline)\n    \(excerpt.text)\n    \(caret)"
  }
}
