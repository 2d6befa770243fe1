package import StoreFormat

/// Hashes the leaves and nodes of hash trees with whatever computes SHA-256.
///
/// A leaf begins with the byte 0, a node with 1, so that neither can pose as the other.
///
/// Source: RFC 6962, section 2.1.
package struct TreeHasher<Digest: DigestFunction & ~Copyable>: ~Copyable {
  private var digest: Digest
  private var scratch: [UInt8] = []

  /// A hasher that computes by `digest`, which must be at the beginning of a message.
  package init(_ digest: consuming Digest) {
    self.digest = digest
    scratch.reserveCapacity(1 + 2 * Hash.length)
  }

  /// The root of the tree without leaves: the hash of no bytes.
  package mutating func emptyRoot() -> Hash { digest.finish() }

  /// The hash of bytes that are no part of a tree.
  package mutating func plain(_ message: [UInt8]) -> Hash {
    digest.add(message)
    return digest.finish()
  }

  /// The hash of a leaf.
  package mutating func leaf(_ input: [UInt8]) -> Hash {
    beginLeaf()
    digest.add(input)
    return digest.finish()
  }

  /// The hash of a node over two others.
  package mutating func node(_ left: Hash, _ right: Hash) -> Hash {
    scratch.removeAll(keepingCapacity: true)
    scratch.append(1)
    left.append(to: &scratch)
    right.append(to: &scratch)
    digest.add(scratch)
    return digest.finish()
  }

  /// Begins a leaf whose bytes follow in parts.
  mutating func beginLeaf() {
    scratch.removeAll(keepingCapacity: true)
    scratch.append(0)
    digest.add(scratch)
  }

  /// Adds a part of a leaf.
  mutating func add(_ part: [UInt8]) {
    digest.add(part)
  }

  /// Ends a leaf.
  mutating func finishLeaf() -> Hash { digest.finish() }
}

extension TreeHasher where Digest == SHA256 {
  /// A hasher that needs no library.
  package init() {
    self.init(SHA256())
  }
}
