package import StoreFormat

/// Asks a time-stamping authority to say that something existed.
///
/// Source: RFC 3161, section 2.4.1.
package struct TimeStampRequest: Hashable, Sendable {
  /// How many bytes a nonce has.
  package static let nonceLength = 8
  /// What a request is, for HTTP (RFC 3161, section 3.4).
  package static let mediaType = "application/timestamp-query"

  /// The SHA-256 of what is to be stamped.
  package let hash: Hash
  /// What the answer must repeat: a positive number, the highest byte first.
  package let nonce: [UInt8]

  /// A request.
  ///
  /// - Parameter nonce: Random; its highest bit is cleared and its lowest one of the first byte set,
  ///   so that it has one spelling as a number.
  /// - Precondition: It has ``nonceLength`` bytes.
  package init(_ hash: Hash, nonce: [UInt8]) {
    precondition(nonce.count == TimeStampRequest.nonceLength, "8 bytes")
    self.hash = hash
    self.nonce = [nonce[0] & 0x7F | 1] + nonce.dropFirst()
  }

  /// SHA-256: 2.16.840.1.101.3.4.2.1.
  static let sha256: [UInt8] = [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01]

  /// The request in DER; it asks for the authority's certificate, too.
  package var encoded: [UInt8] {
    let algorithm = DERWriter.sequence(
      DERWriter.element(.object, TimeStampRequest.sha256),
      DERWriter.element(.null, [])
    )
    return DERWriter.sequence(
      DERWriter.element(.integer, [1]),
      DERWriter.sequence(algorithm, DERWriter.element(.bytes, hash.bytes)),
      DERWriter.element(.integer, nonce),
      DERWriter.element(.boolean, [0xFF])
    )
  }
}
