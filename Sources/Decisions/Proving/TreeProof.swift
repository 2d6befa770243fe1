package import StoreFormat

/// Checks what a ``MerkleTree`` proves, without having it.
package enum TreeProof {
  /// How many hashes a proof has at most, so that a reader needs take no more.
  package static let longestPath = 128

  /// Whether a path leads from a leaf at this place to the root of a tree of this size.
  ///
  /// Source: RFC 9162, section 2.1.3.2.
  package static func isIncluded<Digest: DigestFunction & ~Copyable>(
    _ leaf: Hash,
    at index: UInt64,
    in size: UInt64,
    root: Hash,
    by path: [Hash],
    using hasher: inout TreeHasher<Digest>
  ) -> Bool {
    if index >= size { return false }
    var place = index
    var last = size - 1
    var node = leaf
    for sibling in path {
      if last == 0 { return false }
      if place & 1 == 1 || place == last {
        node = hasher.node(sibling, node)
        while place & 1 == 0, place != 0 {
          place >>= 1
          last >>= 1
        }
      } else {
        node = hasher.node(node, sibling)
      }
      place >>= 1
      last >>= 1
    }
    return last == 0 && node == root
  }

  /// Whether the tree of `size` leaves begins with that of `earlier` leaves.
  ///
  /// The empty tree is a beginning of every tree, a tree one of itself; neither takes a path.
  ///
  /// Source: RFC 9162, section 2.1.4.2.
  package static func isConsistent<Digest: DigestFunction & ~Copyable>(
    _ earlierRoot: Hash,
    of earlier: UInt64,
    with root: Hash,
    of size: UInt64,
    by path: [Hash],
    using hasher: inout TreeHasher<Digest>
  ) -> Bool {
    if earlier > size { return false }
    if earlier == size { return path.isEmpty && earlierRoot == root }
    if earlier == 0 { return path.isEmpty && earlierRoot == hasher.emptyRoot() }
    // A perfect tree is a node of the later one, so that its root needn't be in the path.
    let path = earlier.nonzeroBitCount == 1 ? [earlierRoot] + path : path
    guard var old = path.first else { return false }
    var new = old
    var place = earlier - 1
    var last = size - 1
    while place & 1 == 1 {
      place >>= 1
      last >>= 1
    }
    for sibling in path.dropFirst() {
      if last == 0 { return false }
      if place & 1 == 1 || place == last {
        old = hasher.node(sibling, old)
        new = hasher.node(sibling, new)
        while place & 1 == 0, place != 0 {
          place >>= 1
          last >>= 1
        }
      } else {
        new = hasher.node(new, sibling)
      }
      place >>= 1
      last >>= 1
    }
    return last == 0 && old == earlierRoot && new == root
  }
}
