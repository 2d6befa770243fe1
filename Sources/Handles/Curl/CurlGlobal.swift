import CCurl

/// The one-time preparation of libcurl for this process.
///
/// `curl_global_cleanup` is never called: it may only run when no other thread uses libcurl or
/// OpenSSL, which nobody can promise at exit, and the kernel takes the memory back anyway.
package enum CurlGlobal {
  /// The result of preparing libcurl, done by the first who asks.
  ///
  /// The corresponding C function is `curl_global_init`.
  package static let prepared: Result<Void, CurlError> = {
    let code = curl_global_init(Int(CURL_GLOBAL_ALL))
    return code == CURLE_OK ? .success(()) : .failure(CurlError(easy: code))
  }()

  /// Whether the TLS of this libcurl is OpenSSL's, whose own handles it then gives away.
  ///
  /// The corresponding C function is `curl_version_info`.
  static let isOpenSSL: Bool = {
    guard let version = unsafe constat_curl_tls_version() else { return false }
    return unsafe String(cString: version).hasPrefix("OpenSSL/")
  }()
}
