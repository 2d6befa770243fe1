import CCurl
import CTls

extension EasyHandle {
  /// Lets `peerCertificate` tell whom a handshake met, verified or not.
  ///
  /// Verification stays what it was. Where libcurl's TLS isn't OpenSSL's nothing is done, and nothing
  /// will be told.
  ///
  /// The corresponding C functions are `curl_easy_setopt` with `CURLOPT_SSL_CTX_FUNCTION`, and
  /// `SSL_CTX_set_cert_verify_callback`.
  package func keepPeerCertificate() throws(CurlError) {
    guard CurlGlobal.isOpenSSL else { return }
    let context = unsafe Unmanaged.passUnretained(sight).toOpaque()
    try CurlError.check(unsafe constat_curl_set_context_receiver(raw, prepareVerification))
    try CurlError.check(unsafe constat_curl_set_pointer(raw, CURLOPT_SSL_CTX_DATA, context))
  }

  /// The certificate that the latest handshake met, trusted or not; nil if none came so far.
  package var peerCertificate: PeerCertificate? { sight.latest }

  /// Forgets `peerCertificate`; before a transfer.
  package func forgetPeerCertificate() { sight.latest = nil }
}

private func prepareVerification(
  _ easy: UnsafeMutableRawPointer?,
  _ context: UnsafeMutableRawPointer?,
  _ sight: UnsafeMutableRawPointer?
) -> CURLcode {
  guard let context = unsafe context else { return CURLE_SSL_CONNECT_ERROR }
  unsafe SSL_CTX_set_cert_verify_callback(OpaquePointer(context), verifyAndNote, sight)
  return CURLE_OK
}
