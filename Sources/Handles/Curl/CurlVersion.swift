import CCurl

/// What the libcurl of this host can do, asked at run time because builds differ.
package struct CurlVersion: Sendable {
  /// For example `7.88.1`.
  package let number: String
  /// The TLS library and its version, for example `OpenSSL/3.0.22`; nil in a build without TLS.
  package let tlsLibrary: String?
  /// URL schemes in lower case, as libcurl lists them.
  package let protocols: [String]
  /// Whether libcurl speaks HTTP/2.
  package let hasHTTP2: Bool
  /// Whether libcurl speaks HTTP/3.
  package let hasHTTP3: Bool
  /// Whether libcurl speaks IPv6.
  package let hasIPv6: Bool

  /// The library that this process is linked with.
  ///
  /// The corresponding C function is `curl_version_info`.
  package static let current = CurlVersion()

  private init() {
    guard let found = unsafe curl_version_info(CURLVERSION_TENTH) else {
      preconditionFailure("curl_version_info always answers")
    }
    number = unsafe String(cString: found.pointee.version)
    tlsLibrary = unsafe found.pointee.ssl_version.map { unsafe String(cString: $0) }
    let features = unsafe found.pointee.features
    hasHTTP2 = features & (1 << 16) != 0
    hasHTTP3 = features & (1 << 25) != 0
    hasIPv6 = features & (1 << 0) != 0
    var names: [String] = []
    var next = unsafe found.pointee.protocols
    while let name = unsafe next?.pointee {
      unsafe names.append(String(cString: name))
      unsafe next = next?.advanced(by: 1)
    }
    protocols = names
  }
}
