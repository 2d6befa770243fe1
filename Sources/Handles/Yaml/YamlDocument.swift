/// One document, read whole.
package struct YamlDocument: Sendable {
  /// The document's value.
  package let root: YamlNode

  /// What is wrong with the document but left the rest of it readable, in document order: keys that
  /// stand twice (the first is kept), keys that aren't scalars, merge keys and tags (left out).
  package let problems: [YamlError]

  /// Reads the one document in `bytes`.
  ///
  /// Aliases are replaced by what they stand for. Nothing is guessed about scalars: `yes` and `010`
  /// are text.
  ///
  /// - Throws: The first problem after which nothing more can be read.
  package init(_ bytes: [UInt8], limits: YamlLimits = .standard) throws(YamlError) {
    guard bytes.count <= limits.size else {
      throw YamlError(.size(limit: limits.size), at: .start)
    }
    // Columns count from the first character after the mark.
    let text = bytes.starts(with: byteOrderMark) ? Array(bytes[byteOrderMark.count...]) : bytes
    if let fault = firstFault(in: text) { throw fault }
    var builder = try YamlBuilder(YamlParser(text), limits: limits)
    root = try builder.document()
    problems = builder.problems
  }
}
