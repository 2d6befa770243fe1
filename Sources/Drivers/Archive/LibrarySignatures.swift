import Crypto
import Proving

/// Checks Ed25519 signatures by the system's library.
struct LibrarySignatures: SignatureCheck {
  /// A check.
  init() {}

  /// Whether a signature is valid.
  func isValid(_ signature: [UInt8], of message: [UInt8], by key: [UInt8]) -> Bool {
    do throws(CryptoError) {
      return try VerifyingKey(key).isValid(signature, of: message)
    } catch {
      return false
    }
  }
}
