import Chronology

extension WebAddress {
  /// Reads `http://host[:port][/path][?query]` or the same with `https`.
  ///
  /// User information, spaces, control characters and anything beyond 8,192 bytes are refused; a
  /// fragment is cut off, as no server ever sees one. Nil if refused.
  ///
  /// Source: RFC 3986, section 3; RFC 9110, section 4.2.
  package init?(_ text: String) {
    let whole = text.prefix { $0 != "#" }
    guard whole.utf8.count <= 8_192, whole.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      return nil
    }
    let isSecure: Bool
    let rest: Substring
    if whole.lowercased().hasPrefix("https://") {
      (isSecure, rest) = (true, whole.dropFirst(8))
    } else if whole.lowercased().hasPrefix("http://") {
      (isSecure, rest) = (false, whole.dropFirst(7))
    } else {
      return nil
    }
    let authorityText = rest.prefix { $0 != "/" && $0 != "?" }
    guard !authorityText.contains("@"), !authorityText.contains("\\"),
      let authority = HostPort(String(authorityText), defaultPort: isSecure ? 443 : 80)
    else { return nil }
    self.init(isSecure: isSecure, authority: authority, text: String(whole))
  }
}

extension HostPort {
  /// Reads `host:port`, `[v6]:port` or, where `defaultPort` is given, the host alone.
  ///
  /// A host is a name of letters, digits, `-`, `_` and `.` (at most 253 bytes), an IPv4 literal, or
  /// an IPv6 literal in brackets. Nil for anything else.
  package init?(_ text: String, defaultPort: UInt16? = nil) {
    let host: Substring
    let rest: Substring
    let isBracketed = text.hasPrefix("[")
    if isBracketed {
      guard let close = text.firstIndex(of: "]") else { return nil }
      host = text[text.index(after: text.startIndex)..<close]
      rest = text[text.index(after: close)...]
    } else {
      host = text.prefix { $0 != ":" }
      rest = text[host.endIndex...]
    }
    guard isBracketed ? HostPort.isIPv6(host) : HostPort.isName(host) else { return nil }
    if rest.isEmpty, let defaultPort {
      self.init(host: String(host), port: defaultPort)
      return
    }
    guard rest.first == ":", let port = decimal(Array(rest.dropFirst().utf8)),
      (1...65_535).contains(port)
    else { return nil }
    self.init(host: String(host), port: UInt16(port))
  }

  private static func isName(_ host: Substring) -> Bool {
    (1...253).contains(host.utf8.count) && host.first != "-" && host.first != "."
      && host.utf8.allSatisfy { byte in
        let isLetter = (0x61...0x7A).contains(byte | 0x20)
        return isLetter || (0x30...0x39).contains(byte) || "-_.".utf8.contains(byte)
      }
  }

  /// Only the character set: the prober's own parser has the last word.
  private static func isIPv6(_ host: Substring) -> Bool {
    (2...45).contains(host.utf8.count) && host.contains(":")
      && host.utf8.allSatisfy { byte in
        (0x61...0x66).contains(byte | 0x20) || (0x30...0x3A).contains(byte) || byte == 0x2E
      }
  }
}
