import CCurl

/// The parts of an `http` or `https` URL that decide where to connect.
package struct URLParts: Equatable, Sendable {
  /// Whether it is `https`.
  package let isSecure: Bool
  /// The name or address, in lower case as far as libcurl makes it so; an IPv6 address without
  /// brackets and zone.
  package let host: String
  /// 1 to 65,535; the scheme's own when the URL has none.
  package let port: UInt16

  /// Takes a URL apart as the transfer will.
  ///
  /// - Throws: `CurlError` of the URL interface: malformed, no host, or another scheme.
  ///
  /// The corresponding C functions are `curl_url_set` and `curl_url_get`.
  package init(_ url: String) throws(CurlError) {
    guard let handle = unsafe curl_url() else { throw CurlError(url: CURLUE_OUT_OF_MEMORY) }
    defer { unsafe curl_url_cleanup(handle) }
    let code = unsafe curl_url_set(handle, CURLUPART_URL, url, 0)
    guard code == CURLUE_OK else { throw CurlError(url: code) }
    func part(_ what: CURLUPart, _ flags: Int32 = 0) throws(CurlError) -> String {
      var text: UnsafeMutablePointer<CChar>?
      let code = unsafe curl_url_get(handle, what, &text, UInt32(bitPattern: flags))
      guard code == CURLUE_OK, let text = unsafe text else { throw CurlError(url: code) }
      defer { unsafe curl_free(text) }
      return unsafe String(cString: text)
    }
    let scheme = try part(CURLUPART_SCHEME)
    guard scheme == "http" || scheme == "https" else {
      throw CurlError(url: CURLUE_UNSUPPORTED_SCHEME)
    }
    isSecure = scheme == "https"
    let host = try part(CURLUPART_HOST)
    self.host =
      host.first == "[" && host.last == "]" ? String(host.dropFirst().dropLast()) : host
    guard let port = UInt16(try part(CURLUPART_PORT, Int32(CURLU_DEFAULT_PORT))) else {
      throw CurlError(url: CURLUE_BAD_PORT_NUMBER)
    }
    self.port = port
  }
}
