/// Why an attempt was not up: a closed list, stable in files, reports and journal fields.
///
/// The raw value stands in the record and never changes its meaning.
package enum Cause: UInt8, CaseIterable, Hashable, Sendable {
  /// The name does not exist (RFC 1035 rcode 3), or has no address.
  case dnsNXDomain = 1
  /// No name server answered in time.
  case dnsTimeout = 2
  /// The name server failed or refused.
  case dnsServfail = 3
  /// The target refused the connection.
  case connectRefused = 4
  /// The TCP handshake did not end in time.
  case connectTimeout = 5
  /// The target reset the connection.
  case connectionReset = 6
  /// A router said that the target cannot be reached; or the target chose an address that can't be.
  case unreachable = 7
  /// The certificate has expired.
  case tlsExpired = 8
  /// The certificate is not valid yet.
  case tlsNotYetValid = 9
  /// The certificate is for another name.
  case tlsName = 10
  /// No trusted authority vouches for the certificate.
  case tlsUntrusted = 11
  /// The TLS handshake did not end in time.
  case tlsTimeout = 12
  /// The TLS handshake failed in another way.
  case tlsProtocol = 13
  /// A status of 400 to 499 that was not expected, other than 429.
  case http4xx = 14
  /// Status 429 that was not expected.
  case http429 = 15
  /// A status of 500 to 599 that was not expected.
  case http5xx = 16
  /// What was received is not the protocol at all.
  case `protocol` = 17
  /// The answer did not come, or did not end, in time.
  case readTimeout = 18
  /// The connection was closed in the middle of the answer.
  case truncated = 19
  /// The answer is larger than the limit.
  case tooLarge = 20
  /// More redirects than the limit.
  case redirectLoop = 21
  /// The answer is not what the check expects.
  case expectation = 22
  /// Slower than a limit of the check: the cause of degraded.
  case slow = 23
  /// We had no descriptor left.
  case localDescriptors = 64
  /// We had no memory left.
  case localMemory = 65
  /// We had no route to what the operator wrote, lost our way out, or had no local address or port.
  case localRoute = 66
  /// We were late: the loop stalled while the attempt ran.
  case localLoopLate = 67
  /// Another fault of ours.
  case localFault = 68

  /// The name, as configuration, reports and journal fields write it.
  package var name: String {
    switch self {
    case .dnsNXDomain: "dns-nxdomain"
    case .dnsTimeout: "dns-timeout"
    case .dnsServfail: "dns-servfail"
    case .connectRefused: "connect-refused"
    case .connectTimeout: "connect-timeout"
    case .connectionReset: "connection-reset"
    case .unreachable: "unreachable"
    case .tlsExpired: "tls-expired"
    case .tlsNotYetValid: "tls-not-yet-valid"
    case .tlsName: "tls-name"
    case .tlsUntrusted: "tls-untrusted"
    case .tlsTimeout: "tls-timeout"
    case .tlsProtocol: "tls-protocol"
    case .http4xx: "http-4xx"
    case .http429: "http-429"
    case .http5xx: "http-5xx"
    case .protocol: "protocol"
    case .readTimeout: "read-timeout"
    case .truncated: "truncated"
    case .tooLarge: "too-large"
    case .redirectLoop: "redirect-loop"
    case .expectation: "expectation"
    case .slow: "slow"
    case .localDescriptors: "local-descriptors"
    case .localMemory: "local-memory"
    case .localRoute: "local-route"
    case .localLoopLate: "local-loop-late"
    case .localFault: "local-fault"
    }
  }

  /// The cause of this name, if there is one.
  package init?(name: String) {
    guard let cause = Cause.allCases.first(where: { $0.name == name }) else { return nil }
    self = cause
  }

  /// Whether the fault is ours, so that the outcome is void.
  package var isLocal: Bool { rawValue >= 64 }
}
