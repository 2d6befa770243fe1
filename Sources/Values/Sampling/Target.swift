/// A host by name or literal address, and a port: what a TCP connection is made to.
package struct HostPort: Hashable, Sendable, CustomStringConvertible {
  /// A DNS name, or an IPv4 or IPv6 literal without brackets.
  package let host: String
  /// 1 to 65535.
  package let port: UInt16

  /// The pair as given; the reader of the configuration has judged the host's form.
  package init(host: String, port: UInt16) {
    self.host = host
    self.port = port
  }

  /// `host:port`, with brackets around an IPv6 literal.
  package var description: String {
    host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]:\(port)" : "\(host):\(port)"
  }
}

/// An `http` or `https` address without user information, split where the prober needs it.
package struct WebAddress: Hashable, Sendable, CustomStringConvertible {
  /// Whether the scheme is `https`.
  package let isSecure: Bool
  /// The authority; its port is the scheme's default if the text names none.
  package let authority: HostPort
  /// The whole address as the user wrote it, without a fragment.
  package let description: String

  /// An address whose parts the reader of the configuration has taken from `text`.
  package init(isSecure: Bool, authority: HostPort, text: String) {
    self.isSecure = isSecure
    self.authority = authority
    description = text
  }
}
