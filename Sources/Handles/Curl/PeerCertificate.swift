import CTls

/// What a server's certificate said in one handshake, as OpenSSL read it; nothing of it is to be
/// believed unless the handshake was verified.
package struct PeerCertificate: Hashable, Sendable {
  /// The SHA-256 of the certificate in DER: 32 bytes.
  package let sha256: [UInt8]
  /// The certificate's own last second, in seconds since 1970; the years 0 to 9999.
  package let ends: Int64
  /// The latest first second of any certificate of the chain, likewise.
  package let chainStarts: Int64
  /// The earliest last second of any certificate of the chain, likewise.
  package let chainEnds: Int64
  /// Whose it is, as RFC 4514 writes names; at most 1,024 bytes, and of any characters.
  package let subject: String
  /// Who issued it, likewise.
  package let issuer: String

  /// How many bytes a name has at most.
  private static let nameLimit = 1_024

  /// Reads the certificate that is being verified, and the chain that verification built: from the
  /// certificate up to what is trusted, or as far as it came.
  ///
  /// - Returns: nil where there is none, or a time in it can't be read.
  ///
  /// The corresponding C functions are `X509_STORE_CTX_get0_cert` and `X509_STORE_CTX_get0_chain`.
  init?(verifiedIn context: OpaquePointer) {
    guard let leaf = unsafe X509_STORE_CTX_get0_cert(context),
      let ends = unsafe seconds(X509_get0_notAfter(leaf)),
      let starts = unsafe seconds(X509_get0_notBefore(leaf))
    else { return nil }
    var (chainStarts, chainEnds) = (starts, ends)
    if let chain = unsafe X509_STORE_CTX_get0_chain(context) {
      for index in 0..<max(0, unsafe constat_tls_count(chain)) {
        guard let link = unsafe constat_tls_at(chain, index),
          let start = unsafe seconds(X509_get0_notBefore(link)),
          let end = unsafe seconds(X509_get0_notAfter(link))
        else { return nil }
        chainStarts = max(chainStarts, start)
        chainEnds = min(chainEnds, end)
      }
    }
    var digest = [UInt8](repeating: 0, count: 32)
    guard unsafe X509_digest(leaf, EVP_sha256(), &digest, nil) == 1 else { return nil }
    sha256 = digest
    self.ends = ends
    self.chainStarts = chainStarts
    self.chainEnds = chainEnds
    subject = unsafe PeerCertificate.text(X509_get_subject_name(leaf))
    issuer = unsafe PeerCertificate.text(X509_get_issuer_name(leaf))
  }

  private static func text(_ name: OpaquePointer?) -> String {
    guard let name = unsafe name else { return "" }
    return unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: nameLimit) { room in
      let count = unsafe constat_tls_name(name, room.baseAddress, Int32(room.count))
      return unsafe room.prefix(Int(count)).withMemoryRebound(to: UInt8.self) {
        unsafe String(decoding: $0, as: UTF8.self)
      }
    }
  }
}

/// A time of a certificate, in seconds since 1970; nil if it is no time.
///
/// The corresponding C function is `ASN1_TIME_to_tm`.
private func seconds(_ time: UnsafePointer<ASN1_TIME>?) -> Int64? {
  var parts = unsafe tm()
  guard let time = unsafe time, unsafe ASN1_TIME_to_tm(time, &parts) == 1 else { return nil }
  // Days from civil, by H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
  let month = Int64(unsafe parts.tm_mon) + 1
  let year = Int64(unsafe parts.tm_year) + 1_900 - (month <= 2 ? 1 : 0)
  let era = (year >= 0 ? year : year - 399) / 400
  let yearOfEra = year - era * 400
  let dayOfYear =
    (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + Int64(unsafe parts.tm_mday) - 1
  let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
  let days = era * 146_097 + dayOfEra - 719_468
  return days * 86_400 + Int64(unsafe parts.tm_hour) * 3_600
    + Int64(unsafe parts.tm_min) * 60 + Int64(unsafe parts.tm_sec)
}

/// Where a transfer's handshakes leave the certificate that they saw.
final class CertificateSight {
  var latest: PeerCertificate?
}

/// Verifies as OpenSSL would have without us, and notes whom.
///
/// It is asked once a handshake, before the handshake fails or goes on; errors of the reading don't
/// stay in the thread's queue, where libcurl looks for the handshake's own.
func verifyAndNote(_ context: OpaquePointer?, _ sight: UnsafeMutableRawPointer?) -> Int32 {
  guard let context = unsafe context, let sight = unsafe sight else { return 0 }
  let result = unsafe X509_verify_cert(context)
  _ = ERR_set_mark()
  let seen = unsafe PeerCertificate(verifiedIn: context)
  _ = ERR_pop_to_mark()
  unsafe Unmanaged<CertificateSight>.fromOpaque(sight)._withUnsafeGuaranteedRef {
    $0.latest = seen
  }
  return result
}
