import Sampling

/// Why a text is no web address, and what to do.
package struct AddressFault: Hashable, Sendable {
  /// What is wrong, as the rest of a sentence: `has no host`.
  package let text: String
  /// What to write; nil where nobody can tell.
  package let hint: String?
  /// Whether the text may hold a password or a key, and is neither quoted nor shown.
  package let isSecret: Bool

  /// Looks for what is wrong with `address`, which is no web address.
  package init(of address: String) {
    (text, hint) = AddressFault.fault(of: address)
    isSecret = address.contains("@") || address.contains("?")
  }

  private static func fault(of text: String) -> (text: String, hint: String?) {
    let whole = text.prefix { $0 != "#" }
    guard let colon = whole.range(of: "://") else {
      return ("has no scheme", "write http:// or https:// before it")
    }
    let scheme = whole[..<colon.lowerBound].lowercased()
    guard scheme == "http" || scheme == "https" else {
      return ("has a scheme other than http and https", nil)
    }
    if whole.utf8.count > 8_192 { return ("is longer than 8192 bytes", nil) }
    if !whole.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) {
      return (
        "has a space or another character that an address can't have",
        "write it percent-encoded, a host's name in its xn-- form"
      )
    }
    let authority = whole[colon.upperBound...].prefix { $0 != "/" && $0 != "?" }
    if authority.contains("@") {
      return ("has a user or a password before the host", "addresses are recorded: leave it out")
    }
    if authority.isEmpty { return ("has no host", nil) }
    if authority.hasSuffix(":") || HostPort(String(authority) + ":1") == nil {
      return ("has no proper host and port", "a port is 1 to 65535, an IPv6 address in brackets")
    }
    return ("has no proper host", "an IPv6 address is written in brackets")
  }
}

extension Substring {
  /// Where `part` first stands.
  fileprivate func range(of part: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(part) { return start..<index(start, offsetBy: part.count) }
      start = index(after: start)
    }
    return nil
  }
}
