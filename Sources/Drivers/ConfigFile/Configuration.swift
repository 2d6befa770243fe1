package import Agreement
package import Sampling
package import Upkeep

/// Everything that a configuration and its agreements say, checked.
package struct Configuration: Hashable, Sendable {
  /// Where the probes run from: an id.
  package let vantage: String
  /// The store's folder; relative to the working directory if the configuration was named so.
  package let store: String
  /// How long what is kept: 1 h to 36,500 d; and how large the store may become.
  package let retention: Retention
  /// The file with the key that signs checkpoints; nil for where it is kept if nothing is said.
  package let sealKey: String?
  /// Who time-stamps checkpoints (RFC 3161); nil if nobody does.
  package let timestamp: WebAddress?
  /// Who resolves names.
  package let resolver: Resolver
  /// When it is said of a credit that nobody has claimed it.
  package let claimReminder: ClaimReminder
  /// The checks, in the file's order; 1 to 50,000, ids unique.
  package let checks: [Check]
  /// The agreements' revisions, in the order of their files; id and revision are unique.
  package var agreements: [Agreement]
  /// The path of each agreement's file, by the SHA-256 of its bytes.
  package let agreementPaths: [String: String]
  /// SHA-256 of the configuration file's bytes, in lower-case hexadecimal; agreements have their own.
  package let sha256: String

  /// Keeps all of them.
  package init(
    vantage: String,
    store: String,
    retention: Retention = Retention(),
    sealKey: String? = nil,
    timestamp: WebAddress? = nil,
    resolver: Resolver,
    claimReminder: ClaimReminder = .usual,
    checks: [Check],
    agreements: [Agreement],
    agreementPaths: [String: String] = [:],
    sha256: String
  ) {
    self.vantage = vantage
    self.store = store
    self.retention = retention
    self.sealKey = sealKey
    self.timestamp = timestamp
    self.resolver = resolver
    self.claimReminder = claimReminder
    self.checks = checks
    self.agreements = agreements
    self.agreementPaths = agreementPaths
    self.sha256 = sha256
  }
}

/// Who resolves names.
package enum Resolver: Hashable, Sendable {
  /// What /etc/resolv.conf and /etc/hosts say.
  case system
  /// These servers, 1 to 8 of them; each host is an address.
  case servers([HostPort])
}
