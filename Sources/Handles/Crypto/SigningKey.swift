import CCrypto

/// A private Ed25519 key.
///
/// libcrypto overwrites its memory when the key goes; the arrays that a seed came in or went out
/// by are the caller's.
///
/// Source: RFC 8032. The corresponding C type is `EVP_PKEY`.
@safe
package struct SigningKey: ~Copyable {
  /// How many bytes a seed (RFC 8032 calls it the private key) and a public key have.
  package static let keyLength = 32
  /// How many bytes a signature has.
  package static let signatureLength = 64

  private let key: OpaquePointer

  /// The key of a seed.
  ///
  /// - Throws: `CryptoError`, also for a seed that hasn't 32 bytes.
  ///
  /// The corresponding C function is `EVP_PKEY_new_raw_private_key`.
  package init(seed: [UInt8]) throws(CryptoError) {
    guard let key = unsafe constat_crypto_private_key(seed, seed.count) else {
      throw CryptoError("EVP_PKEY_new_raw_private_key")
    }
    unsafe self.key = key
  }

  private init(taking key: OpaquePointer) {
    unsafe self.key = key
  }

  /// A new key from the system's random numbers.
  ///
  /// The corresponding C function is `EVP_PKEY_Q_keygen`.
  package static func generate() throws(CryptoError) -> SigningKey {
    guard let key = unsafe constat_crypto_generate() else {
      throw CryptoError("EVP_PKEY_Q_keygen")
    }
    return unsafe SigningKey(taking: key)
  }

  deinit {
    unsafe EVP_PKEY_free(key)
  }

  /// The seed, to be kept where only the daemon reads it: 32 bytes.
  ///
  /// The corresponding C function is `EVP_PKEY_get_raw_private_key`.
  package func seed() throws(CryptoError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: SigningKey.keyLength)
    var length = bytes.count
    guard unsafe EVP_PKEY_get_raw_private_key(key, &bytes, &length) == 1, length == bytes.count
    else { throw CryptoError("EVP_PKEY_get_raw_private_key") }
    return bytes
  }

  /// The public key: 32 bytes.
  ///
  /// The corresponding C function is `EVP_PKEY_get_raw_public_key`.
  package func publicKey() throws(CryptoError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: SigningKey.keyLength)
    var length = bytes.count
    guard unsafe EVP_PKEY_get_raw_public_key(key, &bytes, &length) == 1, length == bytes.count
    else { throw CryptoError("EVP_PKEY_get_raw_public_key") }
    return bytes
  }

  /// Signs a message; the same message always gets the same signature.
  ///
  /// - Returns: The signature: 64 bytes.
  ///
  /// The corresponding C function is `EVP_DigestSign`.
  package func sign(_ message: [UInt8]) throws(CryptoError) -> [UInt8] {
    guard let context = unsafe EVP_MD_CTX_new() else { throw CryptoError("EVP_MD_CTX_new") }
    defer { unsafe EVP_MD_CTX_free(context) }
    guard unsafe EVP_DigestSignInit(context, nil, nil, nil, key) == 1 else {
      throw CryptoError("EVP_DigestSignInit")
    }
    var signature = [UInt8](repeating: 0, count: SigningKey.signatureLength)
    var length = signature.count
    guard
      unsafe EVP_DigestSign(context, &signature, &length, message, message.count) == 1,
      length == signature.count
    else { throw CryptoError("EVP_DigestSign") }
    return signature
  }
}
