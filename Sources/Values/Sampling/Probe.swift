/// One attempt's method and its target.
package enum Probe: Hashable, Sendable {
  /// A GET of a web address, with what its answer must be.
  case http(HTTPProbe)
  /// A TCP connection that is closed as soon as it stands.
  case tcp(HostPort)

  /// The method's name, as configuration and reports write it.
  package var method: String {
    switch self {
    case .http: "http"
    case .tcp: "tcp"
    }
  }

  /// What is addressed, as the user wrote it.
  package var target: String {
    switch self {
    case .http(let probe): probe.address.description
    case .tcp(let authority): authority.description
    }
  }

  /// The host and port that the connection is made to, before any redirect.
  package var authority: HostPort {
    switch self {
    case .http(let probe): probe.address.authority
    case .tcp(let authority): authority
    }
  }
}

/// A GET of a web address, with what its answer must be.
package struct HTTPProbe: Hashable, Sendable {
  /// What is fetched.
  package let address: WebAddress
  /// What the answer must be for the outcome to be up.
  package let expectation: HTTPExpectation

  /// A probe of `address` that expects `expectation`.
  package init(address: WebAddress, expectation: HTTPExpectation = HTTPExpectation()) {
    self.address = address
    self.expectation = expectation
  }
}
