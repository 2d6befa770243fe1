import Proving

@testable import BundleFormat

/// What a bundle proves to who trusts a key.
func verdict(
  _ bytes: [UInt8],
  trusting key: VerifierKey?,
  inPartsOf part: Int = .max
) throws -> BundleVerdict {
  var verifier = BundleVerifier(
    trusted: key,
    LibcryptoCheck(),
    try LibcryptoDigest(),
    TreeHasher(try LibcryptoDigest())
  )
  var start = 0
  while start < bytes.count {
    let end = part > bytes.count - start ? bytes.count : start + part
    verifier.take(Array(bytes[start..<end]))
    start = end
  }
  return verifier.finish()
}
