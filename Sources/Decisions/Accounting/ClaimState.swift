package import Agreement
package import Chronology

/// A word of a party that is on record: the annotation, and when it counts as said.
package struct ClaimWord: Hashable, Sendable {
  /// The annotation.
  package let annotation: String
  /// When the other party was told, as its author says; else when it was recorded.
  package let said: Instant
  /// Whose word it is.
  package let author: Annotation.Author
  /// Whether its author says when the other party was told.
  package let isNoticeTold: Bool
}

/// Where the claim of one window's credit stands.
package enum ClaimState: Hashable, Sendable {
  /// The window isn't over, or its report may still change: there is nothing to claim yet.
  case computed
  /// Nothing is due.
  case nothing
  /// Too little of the time is known for any figure to be claimed.
  case insufficientCoverage
  /// It may be claimed, until this instant and in it; nil without a limit.
  case claimable(until: Instant?)
  /// The customer has claimed it in time.
  case claimed(ClaimWord)
  /// The provider has agreed.
  case accepted(ClaimWord)
  /// The provider has not, or the customer denies what the provider says of it.
  case contested(ClaimWord)
  /// The arbiter has decided; or the customer has confirmed what the provider accepted (granted), or has
  /// given way (not granted).
  case settled(ClaimWord, isGranted: Bool)
  /// It was not claimed in time; `late` is a claim that came after.
  case expired(Instant, late: ClaimWord?)

  /// The name, as reports write it.
  package var name: String {
    switch self {
    case .computed: "computed"
    case .nothing: "nothing"
    case .insufficientCoverage: "insufficient-coverage"
    case .claimable: "claimable"
    case .claimed: "claimed"
    case .accepted: "accepted"
    case .contested: "contested"
    case .settled: "settled"
    case .expired: "expired"
    }
  }
}
