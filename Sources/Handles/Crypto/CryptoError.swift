import CCrypto

/// One failure of libcrypto, with the library's own code.
///
/// A signature that is wrong is no failure: it is an answer.
package struct CryptoError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The C function that failed.
  package let call: String
  /// libcrypto's packed error code; 0 where it gave none.
  package let code: UInt
  /// What libcrypto says of the code, in English; empty where it gave none.
  package let detail: String

  /// `EVP_MD_CTX_new: error:…`.
  package var description: String { detail.isEmpty ? call : "\(call): \(detail)" }

  /// The newest failure of this thread.
  ///
  /// It empties the thread's queue of errors: what stays there would be taken for a failure of the
  /// next TLS call on this thread.
  ///
  /// The corresponding C functions are `ERR_peek_last_error` and `ERR_error_string_n`.
  init(_ call: String) {
    self.call = call
    code = ERR_peek_last_error()
    ERR_clear_error()
    if code == 0 {
      detail = ""
    } else {
      var text = [CChar](repeating: 0, count: 256)
      unsafe ERR_error_string_n(code, &text, text.count)
      let end = text.firstIndex(of: 0) ?? text.endIndex
      detail = String(decoding: text[..<end].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }
}
