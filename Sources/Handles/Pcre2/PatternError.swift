import CPcre2

/// Why a regular expression can't be compiled.
package struct PatternError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The C library's code.
  package let code: Int32
  /// Where in the pattern, in bytes from its start; it may be its end.
  package let offset: Int
  /// What PCRE2 says of it, in English.
  package let detail: String

  /// `missing closing parenthesis at byte 3`.
  package var description: String { "\(detail) at byte \(offset)" }

  init(code: Int32, offset: Int) {
    self.code = code
    self.offset = offset
    var text = [UInt8](repeating: 0, count: 256)
    let length = unsafe constat_pcre2_message(code, &text, text.count)
    detail = String(decoding: text.prefix(Int(max(0, length))), as: UTF8.self)
  }
}
