package import Sampling
package import StoreFormat

/// Which certificate each check met last, as far as a record tells: told record by record.
package struct MetCertificates: Equatable, Sendable {
  /// The mark of what is in force at the end of the record, by check.
  package private(set) var marks: [CheckID: CertificateMark] = [:]

  /// None so far.
  package init() {}

  /// Takes what the record tells of a check.
  package mutating func take(_ mark: CertificateMark, of check: CheckID) { marks[check] = mark }
}
