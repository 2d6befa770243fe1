package import StoreFormat

/// All that must be kept of a hash tree to append to it and to know its root.
///
/// It is the roots of the perfect trees that the tree consists of, one for each bit that is set in its
/// size, the largest first: at most 64 hashes, however many leaves there are.
///
/// Source: RFC 6962, section 2.1.
package struct Frontier: Hashable, Sendable {
  /// How many leaves the tree has.
  package private(set) var size: UInt64
  /// The roots of its perfect trees, the largest first.
  package private(set) var nodes: [Hash]

  /// The frontier of the empty tree.
  package init() {
    size = 0
    nodes = []
  }

  /// A frontier that was kept; nil when there isn't one node for each bit of the size.
  package init?(size: UInt64, nodes: [Hash]) {
    guard nodes.count == size.nonzeroBitCount else { return nil }
    self.size = size
    self.nodes = nodes
  }

  /// Appends a leaf.
  package mutating func append<Digest: DigestFunction & ~Copyable>(
    _ leaf: Hash,
    using hasher: inout TreeHasher<Digest>
  ) {
    var node = leaf
    var rest = size
    while rest & 1 == 1 {
      node = hasher.node(nodes.removeLast(), node)
      rest >>= 1
    }
    nodes.append(node)
    size += 1
  }

  /// The root of the tree.
  package func root<Digest: DigestFunction & ~Copyable>(
    using hasher: inout TreeHasher<Digest>
  ) -> Hash {
    guard var root = nodes.last else { return hasher.emptyRoot() }
    for node in nodes.dropLast().reversed() { root = hasher.node(node, root) }
    return root
  }
}
