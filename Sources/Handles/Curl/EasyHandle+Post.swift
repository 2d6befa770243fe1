import CCurl

extension EasyHandle {
  /// Makes it a POST of these bytes, which are copied.
  ///
  /// The corresponding C options are `CURLOPT_POSTFIELDSIZE` and `CURLOPT_COPYPOSTFIELDS`.
  package func setPost(_ body: [UInt8]) throws(CurlError) {
    try CurlError.check(unsafe constat_curl_set_long(raw, CURLOPT_POSTFIELDSIZE, body.count))
    let code = unsafe body.withUnsafeBytes { bytes in
      unsafe constat_curl_set_pointer(
        raw,
        CURLOPT_COPYPOSTFIELDS,
        UnsafeMutableRawPointer(mutating: bytes.baseAddress)
      )
    }
    try CurlError.check(code)
  }

  /// Runs the transfer, and waits for its end: never on a thread for which others wait.
  ///
  /// - Throws: How it failed.
  ///
  /// The corresponding C function is `curl_easy_perform`.
  package func perform() throws(CurlError) {
    try CurlError.check(unsafe curl_easy_perform(raw))
  }
}
