/// A place in the sources, as the journal's fields CODE_FILE and CODE_LINE name it.
package struct SourcePlace: Hashable, Sendable {
  /// The target and the file, such as `Events/Event+Incident.swift`.
  package let file: String
  /// The line in it, from 1.
  package let line: Int

  /// The place of these parts.
  package init(file: String, line: Int) {
    self.file = file
    self.line = line
  }
}
