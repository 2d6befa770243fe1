/// Whether an Ed25519 signature is valid: done by a library that the caller has.
///
/// Source: RFC 8032.
package protocol SignatureCheck {
  /// Whether 64 bytes are a signature of the message by the public key of 32 bytes.
  ///
  /// Where that can't be found out, it is not valid.
  func isValid(_ signature: [UInt8], of message: [UInt8], by key: [UInt8]) -> Bool
}
