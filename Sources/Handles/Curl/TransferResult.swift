import CCurl

/// How one transfer ended, as libcurl says it.
///
/// The corresponding C type is `CURLcode`.
package struct TransferResult: RawRepresentable, Equatable, Hashable, Sendable {
  /// The C library's code.
  package let rawValue: Int32

  /// Wraps any code, also one that this file doesn't name.
  package init(rawValue: Int32) { self.rawValue = rawValue }

  /// The code of an error that was thrown; of another interface than `easy` it is `CURLE_FAILED_INIT`.
  package init(_ error: CurlError) {
    rawValue = error.interface == .easy ? error.code : Int32(CURLE_FAILED_INIT.rawValue)
  }

  init(_ code: CURLcode) { rawValue = Int32(code.rawValue) }

  /// The corresponding C constant is `CURLE_OK`.
  package static let ok = TransferResult(CURLE_OK)
  /// The corresponding C constant is `CURLE_UNSUPPORTED_PROTOCOL`.
  package static let unsupportedProtocol = TransferResult(CURLE_UNSUPPORTED_PROTOCOL)
  /// The corresponding C constant is `CURLE_URL_MALFORMAT`.
  package static let malformedURL = TransferResult(CURLE_URL_MALFORMAT)
  /// The corresponding C constant is `CURLE_COULDNT_RESOLVE_HOST`.
  package static let couldntResolveHost = TransferResult(CURLE_COULDNT_RESOLVE_HOST)
  /// The corresponding C constant is `CURLE_COULDNT_CONNECT`.
  package static let couldntConnect = TransferResult(CURLE_COULDNT_CONNECT)
  /// The corresponding C constant is `CURLE_WEIRD_SERVER_REPLY`.
  package static let weirdServerReply = TransferResult(CURLE_WEIRD_SERVER_REPLY)
  /// The corresponding C constant is `CURLE_PARTIAL_FILE`.
  package static let partialFile = TransferResult(CURLE_PARTIAL_FILE)
  /// The corresponding C constant is `CURLE_WRITE_ERROR`: a receiver refused what came.
  package static let writeError = TransferResult(CURLE_WRITE_ERROR)
  /// The corresponding C constant is `CURLE_OUT_OF_MEMORY`, which libcurl also says of a header
  /// line beyond its own limit of 100 KiB.
  package static let outOfMemory = TransferResult(CURLE_OUT_OF_MEMORY)
  /// The corresponding C constant is `CURLE_OPERATION_TIMEDOUT`.
  package static let timedOut = TransferResult(CURLE_OPERATION_TIMEDOUT)
  /// The corresponding C constant is `CURLE_SSL_CONNECT_ERROR`.
  package static let tlsConnectError = TransferResult(CURLE_SSL_CONNECT_ERROR)
  /// The corresponding C constant is `CURLE_PEER_FAILED_VERIFICATION`.
  package static let peerFailedVerification = TransferResult(CURLE_PEER_FAILED_VERIFICATION)
  /// The corresponding C constant is `CURLE_SSL_CACERT_BADFILE`: our own CA file can't be read.
  package static let caFileUnusable = TransferResult(CURLE_SSL_CACERT_BADFILE)
  /// The corresponding C constant is `CURLE_GOT_NOTHING`.
  package static let gotNothing = TransferResult(CURLE_GOT_NOTHING)
  /// The corresponding C constant is `CURLE_SEND_ERROR`.
  package static let sendError = TransferResult(CURLE_SEND_ERROR)
  /// The corresponding C constant is `CURLE_RECV_ERROR`.
  package static let receiveError = TransferResult(CURLE_RECV_ERROR)
  /// The corresponding C constant is `CURLE_TOO_MANY_REDIRECTS`.
  package static let tooManyRedirects = TransferResult(CURLE_TOO_MANY_REDIRECTS)
  /// The corresponding C constant is `CURLE_HTTP2`.
  package static let http2 = TransferResult(CURLE_HTTP2)
  /// The corresponding C constant is `CURLE_HTTP2_STREAM`.
  package static let http2Stream = TransferResult(CURLE_HTTP2_STREAM)
  /// The corresponding C constant is `CURLE_BAD_CONTENT_ENCODING`.
  package static let badContentEncoding = TransferResult(CURLE_BAD_CONTENT_ENCODING)

  /// The corresponding C constant is `CURLE_SSL_CLIENTCERT`: the server asks for a certificate of ours.
  package static let clientCertificateMissing = TransferResult(CURLE_SSL_CLIENTCERT)

  /// What libcurl says of it, in English.
  ///
  /// The corresponding C function is `curl_easy_strerror`.
  package var text: String {
    unsafe String(cString: curl_easy_strerror(CURLcode(rawValue: UInt32(bitPattern: rawValue))))
  }
}
