package import Chronology
package import Pcre2
import Posix
package import Sampling

/// A probe made ready once, when the plan is made, so that an attempt builds no text.
package final class PreparedProbe: Sendable {
  /// What an attempt does once it has an address.
  enum Method: Sendable {
    /// Connects and closes.
    case tcp
    /// Fetches a web address.
    case http(CompiledExpectation)
  }

  /// Whether it begins with TLS, and so belongs to the TLS loop.
  package let isSecure: Bool
  /// The time within which an attempt must have succeeded, resolution included.
  package let timeout: TimeAmount
  /// Whose slots it is for; nil for a probe that has none.
  package let check: CheckID?
  /// The time from one slot of that check to the next.
  package let interval: TimeAmount
  let method: Method
  let destination: Destination
  let limits: CompiledLimits

  /// Makes a probe ready.
  ///
  /// - Parameters:
  ///   - probe: What to do.
  ///   - timeout: More than zero.
  ///   - degraded: The limits beyond which an answer that is up counts as degraded.
  /// - Throws: `PatternError` of the first pattern that can't be compiled.
  package convenience init(
    _ probe: Probe,
    timeout: TimeAmount,
    degraded: PhaseLimits = PhaseLimits()
  ) throws(PatternError) {
    try self.init(probe, timeout: timeout, degraded: degraded, check: nil, interval: timeout)
  }

  /// Makes the probe of a check ready.
  ///
  /// - Throws: `PatternError` of the first pattern that can't be compiled.
  package convenience init(_ check: Check) throws(PatternError) {
    try self.init(
      check.probe,
      timeout: check.timeout,
      degraded: check.degraded,
      check: check.id,
      interval: check.interval
    )
  }

  private init(
    _ probe: Probe,
    timeout: TimeAmount,
    degraded: PhaseLimits,
    check: CheckID?,
    interval: TimeAmount
  ) throws(PatternError) {
    precondition(timeout > .zero, "a timeout is longer than nothing")
    self.check = check
    self.interval = interval
    self.timeout = timeout
    limits = CompiledLimits(degraded)
    switch probe {
    case .tcp(let authority):
      isSecure = false
      method = .tcp
      destination = Destination(
        host: authority.host,
        port: authority.port,
        isSecure: false,
        url: ""
      )
    case .http(let http):
      isSecure = http.address.isSecure
      method = .http(try CompiledExpectation(http.expectation))
      destination = Destination(
        host: http.address.authority.host,
        port: http.address.authority.port,
        isSecure: isSecure,
        url: http.address.description
      )
    }
  }
}

/// Where one connection of an attempt goes.
struct Destination: Sendable {
  /// The name in lower case, without a final full stop; or a literal address.
  let host: String
  /// The address, if the host is a literal one.
  let literal: NetworkAddress?
  let port: UInt16
  let isSecure: Bool
  /// The text of the configuration, not a copy; empty for TCP.
  let url: String

  init(host: String, port: UInt16, isSecure: Bool, url: String) {
    let lower = host.lowercased()
    self.host = lower.hasSuffix(".") ? String(lower.dropLast()) : lower
    literal = SocketAddress(self.host, port: port).flatMap { NetworkAddress(bytes: $0.bytes) }
    self.port = port
    self.isSecure = isSecure
    self.url = url
  }
}
