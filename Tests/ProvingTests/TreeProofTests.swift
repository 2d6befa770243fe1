import Proving
import StoreFormat
import Testing

@Suite struct TreeProofTests {
  static let limit: UInt64 = 130

  private func tree(_ hasher: inout TreeHasher<LibcryptoDigest>) -> (
    tree: MerkleTree, leaves: [Hash]
  ) {
    var tree = MerkleTree()
    var leaves: [Hash] = []
    for number in 0..<Self.limit {
      leaves.append(hasher.leaf([UInt8(truncatingIfNeeded: number), UInt8(number >> 4)]))
      tree.append(leaves[Int(number)], using: &hasher)
    }
    return (tree, leaves)
  }

  @Test func `every leaf of every tree is proved to be in it, and by no changed proof`() throws {
    var hasher = TreeHasher(try LibcryptoDigest())
    let (tree, leaves) = tree(&hasher)
    for size in 1...Self.limit {
      let root = tree.root(of: size, using: &hasher)
      for index in 0..<size {
        let leaf = leaves[Int(index)]
        let path = tree.inclusionPath(of: index, in: size, using: &hasher)
        func holds(
          _ leaf: Hash,
          _ index: UInt64,
          _ size: UInt64,
          _ root: Hash,
          _ path: [Hash]
        ) -> Bool {
          TreeProof.isIncluded(leaf, at: index, in: size, root: root, by: path, using: &hasher)
        }
        #expect(holds(leaf, index, size, root, path), "\(index) of \(size)")
        var wrong = [
          holds(changed(leaf), index, size, root, path),
          holds(leaf, index, size, changed(root), path),
          holds(leaf, index &- 1, size, root, path), holds(leaf, index + 1, size, root, path),
          holds(leaf, index ^ 2, size, root, path), holds(leaf, index, size * 2, root, path),
          holds(leaf, index, size / 2, root, path), holds(leaf, index, 0, root, path),
          holds(leaf, index, size, root, path + [root]),
          holds(leaf, index, size, root, [root] + path),
          holds(leaf, index, size, root, path + [.zero]),
        ]
        if !path.isEmpty {
          wrong.append(holds(leaf, index, size, root, Array(path.dropLast())))
          wrong.append(holds(leaf, index, size, root, Array(path.dropFirst())))
          wrong.append(holds(leaf, index, size, root, []))
        }
        for place in path.indices {
          var other = path
          other[place] = changed(path[place], bit: Int(index) % 256)
          wrong.append(holds(leaf, index, size, root, other))
        }
        #expect(!wrong.contains(true), "\(index) of \(size): \(wrong)")
      }
    }
  }

  @Test func `every tree is proved to begin with every smaller one, and by no changed proof`()
    throws
  {
    var hasher = TreeHasher(try LibcryptoDigest())
    let (tree, _) = tree(&hasher)
    let roots = (0...Self.limit).map { tree.root(of: $0, using: &hasher) }
    for size in 0...Self.limit {
      for earlier in 0...size {
        let path = tree.consistencyPath(from: earlier, to: size, using: &hasher)
        let (old, new) = (roots[Int(earlier)], roots[Int(size)])
        func holds(
          _ old: Hash,
          _ earlier: UInt64,
          _ new: Hash,
          _ size: UInt64,
          _ path: [Hash]
        ) -> Bool {
          TreeProof.isConsistent(old, of: earlier, with: new, of: size, by: path, using: &hasher)
        }
        #expect(holds(old, earlier, new, size, path), "\(earlier) of \(size)")
        var wrong = [
          holds(changed(old), earlier, new, size, path),
          holds(old, earlier, new, size, path + [old]),
          holds(old, earlier, new, size, [new] + path), holds(old, size + 1, new, size, path),
        ]
        // The empty tree says nothing of the later one, so any later root goes with it.
        if earlier > 0 {
          wrong.append(holds(old, earlier, changed(new), size, path))
          wrong.append(holds(old, earlier - 1, new, size, path))
          if earlier < size {
            wrong.append(holds(new, earlier, old, size, path))
            wrong.append(holds(old, earlier, new, size, []))
            wrong.append(holds(old, earlier, new, earlier, path))
          }
          if !path.isEmpty { wrong.append(holds(old, earlier, new, size, Array(path.dropLast()))) }
        }
        for place in path.indices {
          var other = path
          other[place] = changed(path[place], bit: Int(earlier) % 256)
          wrong.append(holds(old, earlier, new, size, other))
        }
        #expect(!wrong.contains(true), "\(earlier) of \(size): \(wrong)")
      }
    }
  }

  // Source: transparency-dev/merkle, proof/verify_test.go, TestVerifyConsistency.
  @Test func `trees of the same size and later ones are not told from each other by nothing`()
    throws
  {
    var hasher = TreeHasher(try LibcryptoDigest())
    let (first, second) = (hasher.leaf([1]), hasher.leaf([2]))
    let empty = hasher.emptyRoot()
    func holds(_ a: UInt64, _ b: UInt64, _ x: Hash, _ y: Hash, _ path: [Hash]) -> Bool {
      TreeProof.isConsistent(x, of: a, with: y, of: b, by: path, using: &hasher)
    }
    #expect(!holds(0, 0, first, second, []))
    #expect(!holds(1, 1, first, second, []))
    #expect(holds(1, 1, second, second, []))
    #expect(holds(0, 1, empty, second, []))
    #expect(!holds(0, 1, first, second, []))
    #expect(!holds(1, 0, first, second, []))
    #expect(!holds(2, 1, first, second, []))
    #expect(!holds(1, 2, first, second, []))
    #expect(!holds(0, 0, empty, empty, [empty]))
    #expect(!holds(0, 1, empty, empty, [empty]))
    #expect(!holds(1, 1, empty, empty, [empty]))
  }

  @Test func `a tree of any size may be claimed and nothing traps`() throws {
    var hasher = TreeHasher(try LibcryptoDigest())
    let leaf = hasher.leaf([1])
    let long = [Hash](repeating: leaf, count: TreeProof.longestPath)
    for size in [UInt64.max, 1 << 63, 1 << 62, 3] {
      for index in [0, 1, size / 2, size - 1, size] {
        #expect(
          !TreeProof.isIncluded(leaf, at: index, in: size, root: leaf, by: long, using: &hasher)
        )
        #expect(
          !TreeProof.isConsistent(leaf, of: index, with: leaf, of: size, by: long, using: &hasher)
        )
      }
    }
  }
}
