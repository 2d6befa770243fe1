import Proving
import Sampling
import StoreFormat
import Testing

/// The reference tree of eight leaves of the certificate-transparency project.
///
/// Source: transparency-dev/merkle, proof/verify_test.go (first in google/certificate-transparency,
/// merkletree/merkle_tree_test.cc).
enum ReferenceTree {
  static let leaves = [
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
  ].compactMap { Hexadecimal.bytes($0) }

  static let roots = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  ].map { hash($0) }

  /// Leaf, size and path.
  static let inclusions: [(index: UInt64, size: UInt64, path: [Hash])] = [
    (0, 1, []),
    (
      0, 8,
      [
        hash("96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"),
        hash("5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"),
        hash("6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"),
      ]
    ),
    (
      5, 8,
      [
        hash("bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"),
        hash("ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"),
        hash("d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
      ]
    ),
    (2, 3, [hash("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]),
    (
      1, 5,
      [
        hash("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
        hash("5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"),
        hash("bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"),
      ]
    ),
  ]

  /// Earlier size, size and path.
  static let consistencies: [(earlier: UInt64, size: UInt64, path: [Hash])] = [
    (1, 1, []),
    (
      1, 8,
      [
        hash("96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"),
        hash("5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"),
        hash("6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"),
      ]
    ),
    (
      6, 8,
      [
        hash("0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"),
        hash("ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"),
        hash("d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
      ]
    ),
    (
      2, 5,
      [
        hash("5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"),
        hash("bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"),
      ]
    ),
    (
      6, 7,
      [
        hash("0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"),
        hash("b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f"),
        hash("d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
      ]
    ),
  ]
}

@Suite struct MerkleTreeTests {
  @Test func `the empty tree's root is the hash of nothing`() {
    var hasher = TreeHasher()
    let root = hash("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(hasher.emptyRoot() == root)
    #expect(MerkleTree().root(of: 0, using: &hasher) == root)
    #expect(Frontier().root(using: &hasher) == root)
  }

  @Test func `the reference tree has the reference roots, by tree and by frontier`() {
    var hasher = TreeHasher()
    var tree = MerkleTree()
    var frontier = Frontier()
    for (index, leaf) in ReferenceTree.leaves.enumerated() {
      tree.append(hasher.leaf(leaf), using: &hasher)
      frontier.append(hasher.leaf(leaf), using: &hasher)
      #expect(tree.root(of: UInt64(index + 1), using: &hasher) == ReferenceTree.roots[index])
      #expect(frontier.root(using: &hasher) == ReferenceTree.roots[index])
    }
    for (index, root) in ReferenceTree.roots.enumerated() {
      #expect(tree.root(of: UInt64(index + 1), using: &hasher) == root)
    }
  }

  @Test func `the reference tree gives the reference proofs, and they verify`() {
    var hasher = TreeHasher()
    var tree = MerkleTree()
    for leaf in ReferenceTree.leaves { tree.append(hasher.leaf(leaf), using: &hasher) }
    for (index, size, path) in ReferenceTree.inclusions {
      #expect(tree.inclusionPath(of: index, in: size, using: &hasher) == path)
      #expect(
        TreeProof.isIncluded(
          hasher.leaf(ReferenceTree.leaves[Int(index)]),
          at: index,
          in: size,
          root: ReferenceTree.roots[Int(size) - 1],
          by: path,
          using: &hasher
        )
      )
    }
    for (earlier, size, path) in ReferenceTree.consistencies {
      #expect(tree.consistencyPath(from: earlier, to: size, using: &hasher) == path)
      #expect(
        TreeProof.isConsistent(
          ReferenceTree.roots[Int(earlier) - 1],
          of: earlier,
          with: ReferenceTree.roots[Int(size) - 1],
          of: size,
          by: path,
          using: &hasher
        )
      )
    }
  }

  @Test func `libcrypto's hash gives the same tree as ours`() throws {
    var ours = TreeHasher()
    var theirs = TreeHasher(try LibcryptoDigest())
    var (first, second) = (Frontier(), Frontier())
    for number in 0..<100 {
      let leaf = [UInt8](repeating: UInt8(number), count: number)
      first.append(ours.leaf(leaf), using: &ours)
      second.append(theirs.leaf(leaf), using: &theirs)
      #expect(first == second)
      #expect(first.root(using: &ours) == second.root(using: &theirs))
    }
  }

  @Test func `a frontier that was kept goes on as if it had never stopped`() {
    var hasher = TreeHasher()
    var whole = Frontier()
    for number in 0..<200 {
      let kept = Frontier(size: whole.size, nodes: whole.nodes)
      #expect(kept == whole)
      var next = kept ?? Frontier()
      next.append(hasher.leaf([UInt8(number)]), using: &hasher)
      whole.append(hasher.leaf([UInt8(number)]), using: &hasher)
      #expect(next == whole && next.nodes.count == next.size.nonzeroBitCount)
    }
    #expect(Frontier(size: 3, nodes: [.zero]) == nil)
    #expect(Frontier(size: 4, nodes: []) == nil)
  }
}
