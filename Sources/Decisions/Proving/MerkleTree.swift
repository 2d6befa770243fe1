package import StoreFormat

/// A hash tree with all its nodes, from which proofs are made: 64 bytes a leaf.
///
/// It gives the roots and proofs of all trees of fewer leaves too. Where only the root is needed, a
/// ``Frontier`` does.
///
/// Source: RFC 6962, section 2.1.
package struct MerkleTree: Sendable {
  /// The roots of perfect trees: level k has those of 2^k leaves, in order.
  private var levels: [[Hash]] = [[]]

  /// A tree without leaves.
  package init() {}

  /// How many leaves it has.
  package var size: UInt64 { UInt64(levels[0].count) }

  /// Appends a leaf.
  package mutating func append<Digest: DigestFunction & ~Copyable>(
    _ leaf: Hash,
    using hasher: inout TreeHasher<Digest>
  ) {
    var node = leaf
    var level = 0
    levels[0].append(node)
    while levels[level].count % 2 == 0 {
      node = hasher.node(levels[level][levels[level].count - 2], node)
      level += 1
      if level == levels.count { levels.append([]) }
      levels[level].append(node)
    }
  }

  /// The root of the tree of the first `size` leaves.
  ///
  /// - Precondition: There are so many.
  package func root<Digest: DigestFunction & ~Copyable>(
    of size: UInt64,
    using hasher: inout TreeHasher<Digest>
  ) -> Hash {
    precondition(size <= self.size, "a tree that is there")
    if size == 0 { return hasher.emptyRoot() }
    return hash(0, Int(size), using: &hasher)
  }

  /// The hashes that lead from a leaf to the root of the tree of the first `size` leaves, from the
  /// leaf's sibling up.
  ///
  /// - Precondition: The leaf is in that tree.
  ///
  /// Source: RFC 6962, section 2.1.1.
  package func inclusionPath<Digest: DigestFunction & ~Copyable>(
    of index: UInt64,
    in size: UInt64,
    using hasher: inout TreeHasher<Digest>
  ) -> [Hash] {
    precondition(index < size && size <= self.size, "a leaf of a tree that is there")
    var path: [Hash] = []
    var (start, count, place) = (0, Int(size), Int(index))
    while count > 1 {
      let left = MerkleTree.split(count)
      if place < left {
        path.append(hash(start + left, count - left, using: &hasher))
        count = left
      } else {
        path.append(hash(start, left, using: &hasher))
        (start, count, place) = (start + left, count - left, place - left)
      }
    }
    return path.reversed()
  }

  /// The hashes that show that the tree of the first `size` leaves begins with the tree of the first
  /// `earlier` ones; none when both are the same or the earlier one is empty.
  ///
  /// - Precondition: Both are there.
  ///
  /// Source: RFC 6962, section 2.1.2.
  package func consistencyPath<Digest: DigestFunction & ~Copyable>(
    from earlier: UInt64,
    to size: UInt64,
    using hasher: inout TreeHasher<Digest>
  ) -> [Hash] {
    precondition(earlier <= size && size <= self.size, "trees that are there")
    if earlier == 0 { return [] }
    var path: [Hash] = []
    var (start, count, part) = (0, Int(size), Int(earlier))
    // Whether the earlier tree as a whole is what is looked at: its root is known.
    var isWhole = true
    while part != count {
      let left = MerkleTree.split(count)
      if part <= left {
        path.append(hash(start + left, count - left, using: &hasher))
        count = left
      } else {
        path.append(hash(start, left, using: &hasher))
        (start, count, part) = (start + left, count - left, part - left)
        isWhole = false
      }
    }
    if !isWhole { path.append(hash(start, count, using: &hasher)) }
    return path.reversed()
  }

  /// The root of `count` leaves from `start` on, which is a multiple of the largest power of two
  /// that isn't more than `count`.
  private func hash<Digest: DigestFunction & ~Copyable>(
    _ start: Int,
    _ count: Int,
    using hasher: inout TreeHasher<Digest>
  ) -> Hash {
    if count.nonzeroBitCount == 1 {
      let level = count.trailingZeroBitCount
      return levels[level][start >> level]
    }
    let left = MerkleTree.split(count)
    let right = hash(start + left, count - left, using: &hasher)
    return hasher.node(hash(start, left, using: &hasher), right)
  }

  /// The largest power of two below `count`, which is 2 or more.
  private static func split(_ count: Int) -> Int {
    1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount)
  }
}
