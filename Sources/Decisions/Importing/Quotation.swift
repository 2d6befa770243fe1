/// How many characters of a foreign text a message repeats.
private let longestQuotation = 40

/// `text` in quotes, fit for a terminal and a log.
func quoted(_ text: String) -> String { "\"\(excerpt(text))\"" }

/// `text` fit for a terminal and a log: what isn't printable ASCII is escaped, and what goes beyond
/// 40 characters is cut off.
func excerpt(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars.prefix(longestQuotation) {
    result += scalar == "\"" ? "\\\"" : scalar.escaped(asASCII: true)
  }
  return text.unicodeScalars.count > longestQuotation ? result + "…" : result
}

extension UInt8 {
  /// Whether it is one of `0` to `9` in ASCII.
  var isDigit: Bool { (0x30...0x39).contains(self) }
}
