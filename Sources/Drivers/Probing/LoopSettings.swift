/// What a probe loop is told when it is made.
package struct LoopSettings: Sendable {
  /// The thread's name, at most 15 bytes.
  package var name = "constat-probe"
  /// Attempts accepted and not yet finished, at most; one more is refused.
  ///
  /// As many names are looked up at once; an attempt that needs one more is void, `local-fault`.
  package var inFlightLimit = 2_000
  /// Name servers as `address` or `address:port`; nil is `/etc/resolv.conf`.
  package var nameServers: [String]?
  /// The hosts file.
  package var hostsPath = "/etc/hosts"
  /// Names that the resolver remembers at most.
  package var nameLimit = 20_000
  /// A PEM file of trusted certificates; nil is libcurl's own.
  package var caFile: String?
  /// Whether the certificates are loaded before the first probe: true for the TLS loop.
  package var loadsCertificates = false
  /// Bytes of a body; the first one beyond is `too-large`.
  package var bodyLimit = 1 << 20
  /// Bytes of all header lines of an attempt; the first one beyond is `too-large`.
  package var headerLimit = 64 << 10
  /// Redirects that are followed; one more is `redirect-loop`.
  package var redirectLimit = 5
  /// What the probes call themselves.
  package var userAgent = "constat"

  /// The settings of a plain loop.
  package init() {}

  /// The settings of the loop for plain HTTP and TCP, or of the one for TLS.
  package init(isSecure: Bool) {
    name = isSecure ? "constat-tls" : "constat-plain"
    loadsCertificates = isSecure
  }
}
