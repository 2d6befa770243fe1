/// What a document may ask of us; beyond it reading stops with an error that names the limit.
package struct YamlLimits: Hashable, Sendable {
  /// The document's size, in bytes.
  package var size: Int

  /// How deep nodes nest: a lone scalar is 1 deep, aliases count with what they stand for.
  package var depth: Int

  /// How many nodes there are, keys among them; aliases count with what they stand for.
  package var nodes: Int

  /// How many problems are gathered before reading stops with the next.
  package var problems: Int

  /// Sets every limit.
  package init(size: Int, depth: Int, nodes: Int, problems: Int) {
    self.size = size
    self.depth = depth
    self.nodes = nodes
    self.problems = problems
  }

  /// Enough for most documents; who reads more derives the number of nodes from what may stand there.
  package static let standard = YamlLimits(
    size: 4 << 20,
    depth: 32,
    nodes: 200_000,
    problems: 100
  )
}
