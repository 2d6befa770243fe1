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
      let fault = AddressFault(of: text)
      error(
        "'\(entry.key)' \(fault.text)" + (fault.isSecret ? "" : ": \(quoted(text))"),
        hint: fault.hint,
        at: entry.value.mark,
        showsLine: !fault.isSecret
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
