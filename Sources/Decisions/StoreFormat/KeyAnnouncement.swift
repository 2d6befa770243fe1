/// The next key that signs the store's checkpoints, vouched for by the one before it.
///
/// What the signature is of: docs/formats/proof.md, "Keys". Nothing here is checked but lengths.
///
/// Format: docs/formats/log.md, "KEY".
package struct KeyAnnouncement: Hashable, Sendable {
  /// The longest text of a key, in bytes.
  package static let textLimit = TextLimit.path
  /// How many bytes a signature has.
  package static let signatureLength = 64

  /// 0 for the store's first key; ascending by one.
  package var number: UInt32
  /// The key as text, such as `example.com/log+1a2b3c4d+AQ…`.
  package var key: String
  /// How many entries the ledger had when the key before it signed this.
  package var size: UInt64
  /// The root of the ledger's tree then.
  package var root: Hash
  /// The signature by the key before it, or by itself if it is the first: 64 bytes.
  package var signature: [UInt8]

  /// An announcement of these parts.
  ///
  /// - Precondition: The signature has 64 bytes, the key's text at most ``textLimit``: a key that
  ///   is cut would be another key.
  package init(number: UInt32, key: String, size: UInt64, root: Hash, signature: [UInt8]) {
    precondition(signature.count == Self.signatureLength, "a signature has 64 bytes")
    precondition(key.utf8.count <= Self.textLimit, "a key's text has at most 1,024 bytes")
    self.number = number
    self.key = key
    self.size = size
    self.root = root
    self.signature = signature
  }
}

extension KeyAnnouncement {
  func encode(into body: inout ByteSink) {
    body.varint(UInt64(number))
    body.text(key)
    body.varint(size)
    body.hash(root)
    body.raw(signature)
  }

  init(from body: inout ByteCursor) throws(FormatError) {
    self.init(
      number: try body.varint(as: UInt32.self),
      key: try body.text(limit: Self.textLimit),
      size: try body.varint(),
      root: try body.hash(),
      signature: try body.raw(Self.signatureLength)
    )
    if size > 1 << 62 { throw .malformed("tree size") }
  }
}
