import CCrypto

/// Hashes messages with SHA-256, one after the other, in a context that is used again and again.
///
/// The corresponding C type is `EVP_MD_CTX`. Not for two threads at once.
@safe
package struct DigestContext: ~Copyable {
  private let context: OpaquePointer
  private let algorithm: OpaquePointer

  /// A context at the beginning of a message.
  ///
  /// - Throws: `CryptoError` when there is no memory, or the host's libcrypto may not use SHA-256.
  ///
  /// The corresponding C functions are `EVP_MD_fetch`, `EVP_MD_CTX_new` and `EVP_DigestInit_ex2`.
  package init() throws(CryptoError) {
    guard let algorithm = unsafe constat_crypto_sha256() else {
      throw CryptoError("EVP_MD_fetch")
    }
    guard let context = unsafe EVP_MD_CTX_new() else {
      unsafe EVP_MD_free(algorithm)
      throw CryptoError("EVP_MD_CTX_new")
    }
    guard unsafe EVP_DigestInit_ex2(context, algorithm, nil) == 1 else {
      unsafe EVP_MD_CTX_free(context)
      unsafe EVP_MD_free(algorithm)
      throw CryptoError("EVP_DigestInit_ex2")
    }
    unsafe (self.context, self.algorithm) = (context, algorithm)
  }

  deinit {
    unsafe EVP_MD_CTX_free(context)
    unsafe EVP_MD_free(algorithm)
  }

  /// Adds a range of bytes to the message.
  ///
  /// - Precondition: The range is within the bytes. libcrypto doesn't fail here; if it ever did, the
  ///   program would end rather than go on with a wrong hash.
  ///
  /// The corresponding C function is `EVP_DigestUpdate`.
  package mutating func add(_ bytes: [UInt8], _ range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "a range of the bytes")
    let result = unsafe bytes.withUnsafeBufferPointer { buffer in
      let part = unsafe UnsafeBufferPointer(rebasing: buffer[range])
      return unsafe EVP_DigestUpdate(context, part.baseAddress, part.count)
    }
    precondition(result == 1, "libcrypto failed to hash")
  }

  /// Ends the message and begins another.
  ///
  /// - Returns: The hash: 32 bytes.
  ///
  /// The corresponding C functions are `EVP_DigestFinal_ex` and `EVP_DigestInit_ex2`.
  package mutating func finish() -> InlineArray<32, UInt8> {
    var hash = InlineArray<32, UInt8>(repeating: 0)
    var span = hash.mutableSpan
    let result = unsafe span.withUnsafeMutableBufferPointer { buffer in
      unsafe EVP_DigestFinal_ex(context, buffer.baseAddress, nil)
    }
    precondition(result == 1, "libcrypto failed to hash")
    precondition(
      unsafe EVP_DigestInit_ex2(context, algorithm, nil) == 1,
      "libcrypto failed to begin a hash"
    )
    return hash
  }
}
