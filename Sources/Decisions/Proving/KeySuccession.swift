import Sampling
package import StoreFormat

/// The keys that signed a store's checkpoints, each vouched for by the one before it.
///
/// Key n signs the ledger's trees from the one that announces it until one announces key n + 1. The
/// announcement names the tree that key n signed last, so that who steals a later key can't give the
/// ledger another past.
///
/// Format: docs/formats/proof.md, "Keys".
package struct KeySuccession: Sendable {
  /// One key.
  package struct Link: Hashable, Sendable {
    /// The key.
    package let key: VerifierKey
    /// The index of the entry that announced it.
    package let index: UInt64
    /// What the announcement said.
    package let announcement: KeyAnnouncement
  }

  /// Which store: 16 bytes.
  package let store: [UInt8]
  /// Which log; every key's name.
  package let origin: String
  /// In order, the first key first.
  package private(set) var links: [Link] = []

  /// The succession of a store of which no key is known yet.
  ///
  /// - Precondition: The store's identity has 16 bytes.
  package init(store: [UInt8], origin: String) {
    precondition(store.count == 16, "16 bytes")
    self.store = store
    self.origin = origin
  }

  /// The text that a key signs to announce its successor, or the first key to announce itself.
  ///
  /// - Parameter predecessor: The key that signs.
  package static func statement(
    store: [UInt8],
    number: UInt32,
    predecessor: VerifierKey,
    successor: VerifierKey,
    size: UInt64,
    root: Hash
  ) -> [UInt8] {
    let lines = [
      "constat key 1", Hexadecimal.text(store), String(number), predecessor.description,
      successor.description, String(size), Base64.text(root.bytes),
    ]
    return Array(lines.map { $0 + "\n" }.joined().utf8)
  }

  /// Takes the next announcement.
  ///
  /// - Parameter index: The index of its entry in the ledger.
  /// - Throws: When it isn't the one that must follow; nothing is taken then.
  package mutating func take(
    _ announcement: KeyAnnouncement,
    at index: UInt64,
    _ check: some SignatureCheck
  ) throws(SuccessionError) {
    let number = UInt32(links.count)
    if announcement.number != number { throw .number(expected: number) }
    guard let key = VerifierKey(announcement.key) else { throw .key }
    if !key.name.utf8.elementsEqual(origin.utf8) { throw .name(expected: origin) }
    if links.contains(where: { $0.key.publicKey == key.publicKey }) { throw .repeated }
    if announcement.size > index { throw .order }
    if let last = links.last, last.index >= index || last.announcement.size > announcement.size {
      throw .order
    }
    let predecessor = links.last?.key ?? key
    let statement = KeySuccession.statement(
      store: store,
      number: number,
      predecessor: predecessor,
      successor: key,
      size: announcement.size,
      root: announcement.root
    )
    guard check.isValid(announcement.signature, of: statement, by: predecessor.publicKey) else {
      throw .signature
    }
    links.append(Link(key: key, index: index, announcement: announcement))
  }

  /// The key that must have signed a tree of this size: the last one that the tree announces.
  package func link(inForceAt size: UInt64) -> Link? {
    links.last { $0.index < size }
  }
}
