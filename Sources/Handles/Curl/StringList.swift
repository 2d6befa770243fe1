import CCurl

/// A list of lines that libcurl reads and never copies: headers, or where to connect to.
///
/// Whoever hands it to a transfer keeps it until that transfer has left its `MultiHandle`.
///
/// The corresponding C type is `struct curl_slist`.
@safe
package final class StringList {
  private(set) var head: UnsafeMutablePointer<curl_slist>?

  /// Copies the lines.
  ///
  /// - Parameter lines: Without line ends and zero bytes.
  /// - Throws: `CurlError` when there is no memory.
  ///
  /// The corresponding C function is `curl_slist_append`.
  package init(_ lines: [String]) throws(CurlError) {
    unsafe head = nil
    for line in lines {
      guard let longer = unsafe curl_slist_append(head, line) else {
        throw CurlError(easy: CURLE_OUT_OF_MEMORY)
      }
      unsafe head = longer
    }
  }

  deinit { unsafe curl_slist_free_all(head) }
}
