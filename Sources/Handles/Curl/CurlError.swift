import CCurl

/// One failure of libcurl, with the library's own code.
///
/// Only misuse and lack of memory are thrown; how a transfer ended is a value, `TransferResult`.
package struct CurlError: Error, Equatable, CustomStringConvertible {
  /// The part of libcurl whose codes `code` belongs to.
  package enum Interface: String, Sendable {
    /// `CURLcode`, of one transfer.
    case easy
    /// `CURLMcode`, of a set of transfers.
    case multi
    /// `CURLUcode`, of the URL parser.
    case url
  }

  /// Whose code it is.
  package let interface: Interface
  /// The C library's code, unchanged; never 0.
  package let code: Int32
  /// What libcurl says of the code, in English.
  package let detail: String

  /// `easy 27: Out of memory`.
  package var description: String { "libcurl \(interface.rawValue) \(code): \(detail)" }

  static func check(_ code: CURLcode) throws(CurlError) {
    if code != CURLE_OK { throw CurlError(easy: code) }
  }

  static func check(_ code: CURLMcode) throws(CurlError) {
    if code != CURLM_OK { throw CurlError(multi: code) }
  }

  init(easy code: CURLcode) {
    interface = .easy
    self.code = Int32(code.rawValue)
    detail = unsafe String(cString: curl_easy_strerror(code))
  }

  init(multi code: CURLMcode) {
    interface = .multi
    self.code = code.rawValue
    detail = unsafe String(cString: curl_multi_strerror(code))
  }

  init(url code: CURLUcode) {
    interface = .url
    self.code = Int32(code.rawValue)
    detail = unsafe String(cString: curl_url_strerror(code))
  }
}
