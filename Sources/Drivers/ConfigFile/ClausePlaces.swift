import Yaml

/// Where the clauses of an agreement stand in its file.
package struct ClausePlaces: Sendable {
  /// Where one stands.
  package struct Place: Hashable, Sendable {
    /// Its line, from 1.
    package let line: Int
    /// What is written after it; nil if that is a list or more keys.
    package let text: String?
  }

  private let root: YamlNode?

  /// The places of the file `bytes`; none if it can't be read.
  package init(_ bytes: [UInt8]) {
    root = (try? YamlDocument(bytes, limits: .configuration))?.root
  }

  /// The place of the clause under `path`, the keys from the top of the file down; nil if it isn't there.
  package func place(of path: [String]) -> Place? {
    var node = root
    var found: Place?
    for key in path {
      guard case .mapping(let entries)? = node?.content,
        let entry = entries.first(where: { $0.key == key })
      else { return nil }
      var text: String?
      if case .scalar(let scalar) = entry.value.content { text = scalar.text }
      found = Place(line: entry.mark.line, text: text)
      node = entry.value
    }
    return found
  }
}
