import Curl
import Sampling

extension Flight {
  /// Keeps the certificate of the first hop by TLS that met one.
  ///
  /// That is the one of the address that was asked for, or of the first that a redirect led to by TLS:
  /// whatever happens behind it, every attempt that gets so far meets it.
  func noteCertificate(_ easy: EasyHandle, _ result: TransferResult) {
    guard certificate == nil, let peer = easy.peerCertificate else { return }
    let isRefused = result == .peerFailedVerification
    certificate = ServedCertificate(
      Certificate(peer),
      fault: isRefused ? CauseMapping.verifyCause(easy.number(.verifyResult)) : nil
    )
  }
}

extension Certificate {
  /// What OpenSSL read of a certificate.
  fileprivate init(_ peer: PeerCertificate) {
    self.init(
      sha256: peer.sha256,
      ends: Certificate.instant(seconds: peer.ends),
      chainStarts: Certificate.instant(seconds: peer.chainStarts),
      chainEnds: Certificate.instant(seconds: peer.chainEnds),
      subject: peer.subject,
      issuer: peer.issuer
    )
  }
}
