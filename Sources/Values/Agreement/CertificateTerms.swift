package import Chronology

/// For how long the certificates of a service's checks must still be valid, and for which share of the
/// time they must be so.
package struct CertificateTerms: Hashable, Sendable {
  /// For at least so much longer; zero if they need only be valid.
  package let atLeast: TimeAmount
  /// At this share of the time.
  package let share: Ratio

  /// Terms of these parts.
  package init(atLeast: TimeAmount, share: Ratio = .one) {
    self.atLeast = atLeast
    self.share = share
  }
}
