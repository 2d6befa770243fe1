import CCrypto

/// A public Ed25519 key.
///
/// Source: RFC 8032. The corresponding C type is `EVP_PKEY`.
@safe
package struct VerifyingKey: ~Copyable {
  private let key: OpaquePointer

  /// The key of 32 bytes.
  ///
  /// - Throws: `CryptoError`, also for any other number of bytes. Bytes that are no point of the
  ///   curve are taken; no signature is valid by them.
  ///
  /// The corresponding C function is `EVP_PKEY_new_raw_public_key`.
  package init(_ bytes: [UInt8]) throws(CryptoError) {
    guard let key = unsafe constat_crypto_public_key(bytes, bytes.count) else {
      throw CryptoError("EVP_PKEY_new_raw_public_key")
    }
    unsafe self.key = key
  }

  deinit {
    unsafe EVP_PKEY_free(key)
  }

  /// Whether a signature of the message was made with the private key to this one.
  ///
  /// - Throws: `CryptoError` when that can't be found out for want of memory.
  ///
  /// The corresponding C function is `EVP_DigestVerify`.
  package func isValid(
    _ signature: [UInt8],
    of message: [UInt8]
  ) throws(CryptoError) -> Bool {
    if signature.count != SigningKey.signatureLength { return false }
    guard let context = unsafe EVP_MD_CTX_new() else { throw CryptoError("EVP_MD_CTX_new") }
    defer { unsafe EVP_MD_CTX_free(context) }
    guard unsafe EVP_DigestVerifyInit(context, nil, nil, nil, key) == 1 else {
      throw CryptoError("EVP_DigestVerifyInit")
    }
    let result = unsafe EVP_DigestVerify(
      context,
      signature,
      signature.count,
      message,
      message.count
    )
    // Why a signature is wrong stays in the thread's queue otherwise.
    ERR_clear_error()
    return result == 1
  }
}
