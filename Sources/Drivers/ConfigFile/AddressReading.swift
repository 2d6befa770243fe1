import Chronology
import Sampling
import Yaml

/// Readers of what is addressed.
extension Page {
  /// An `http` or `https` address.
  func webAddress(_ entry: YamlEntry) -> WebAddress? {
    if case .mapping(let entries) = entry.value.content {
      let later = entries.filter { KeyTable.request.later.contains($0.key) }
      for entry in later { refuse(entry) }
      if !later.isEmpty { return nil }
    }
    let form = "an address such as https://www.example.org/health"
    guard let text = text(entry.value, of: entry.key, form: form) else { return nil }
    if text.contains("${") {
      error("values such as ${…} are not supported yet", at: entry.value.mark)
      return nil
    }
    guard let address = WebAddress(text), isLiteralSound(address.authority) else {
      let (fault, hint) = webAddressFault(text)
      // What may hold a password or a key is neither quoted nor shown.
      let isSecret = text.contains("@") || text.contains("?")
      error(
        "'\(entry.key)' \(fault)" + (isSecret ? "" : ": \(quoted(text))"),
        hint: hint,
        at: entry.value.mark,
        showsLine: !isSecret
      )
      return nil
    }
    if text.contains("#") {
      warn(
        "the part after '#' is never sent to a server",
        hint: "leave it out",
        at: entry.value.mark
      )
    }
    return address
  }

  /// A host and a port.
  func authority(_ entry: YamlEntry) -> HostPort? {
    let form = "host:port such as db.example.org:5432 or [2001:db8::1]:5432"
    guard let text = text(entry.value, of: entry.key, form: form) else { return nil }
    guard let authority = HostPort(text), isLiteralSound(authority) else {
      let hint: String? =
        if text.contains("://") {
          "write host:port, without scheme and path"
        } else if NetworkAddress(text)?.isIPv6 == true {
          "put the address in brackets and add a port: [\(text)]:443"
        } else if HostPort(text, defaultPort: 1) != nil {
          "add a port: \(text):443"
        } else {
          nil
        }
      error(
        "'\(entry.key)' must be \(form), not \(quoted(WebAddress.masked(text)))",
        hint: hint,
        at: entry.value.mark
      )
      return nil
    }
    return authority
  }

  /// A name server: an address, and a port other than 53 after a colon.
  func nameServer(_ node: YamlNode) -> HostPort? {
    let form = "an address such as 192.0.2.53, 192.0.2.53:5353 or [2001:db8::53]:53"
    guard let text = text(node, of: "resolver", form: form) else { return nil }
    if let address = NetworkAddress(text) {
      return HostPort(host: address.description, port: 53)
    }
    guard let server = HostPort(text, defaultPort: 53), NetworkAddress(server.host) != nil else {
      error("'resolver' must name each server by \(form), not \(quoted(text))", at: node.mark)
      return nil
    }
    return server
  }
}

/// Whether a host in brackets is an IPv6 address; true for every other host.
private func isLiteralSound(_ authority: HostPort) -> Bool {
  !authority.host.contains(":") || NetworkAddress(authority.host) != nil
}

/// Why `text` is no web address, and what to do.
private func webAddressFault(_ text: String) -> (fault: String, hint: String?) {
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
