package import Chronology
package import Proving
package import Sampling

/// What a bundle proves, and what it doesn't.
package struct BundleVerdict: Sendable {
  /// What is proved of one check.
  package struct Check: Hashable, Sendable {
    /// The check.
    package let id: CheckID
    /// How many samples of each outcome.
    package var counts: [Outcome: UInt64] = [:]
    /// In how many blocks.
    package var blocks: UInt64 = 0
  }

  /// How many findings are kept in all; the rest are counted.
  package static let findingLimit = 1_000

  /// What is wrong or not there, in the order in which it was found; at most ``findingLimit``.
  package internal(set) var findings: [BundleFinding] = []
  /// How many findings there are.
  package internal(set) var findingCount = 0
  /// What the findings are about, also those that weren't kept.
  package internal(set) var subjects: Set<BundleFinding.Subject> = []
  /// The store's identity: 16 bytes.
  package internal(set) var store: [UInt8] = []
  /// The log's name.
  package internal(set) var origin = ""
  /// The time for which the samples are to be complete.
  package internal(set) var period: Interval?
  /// The last checkpoint.
  package internal(set) var head: Checkpoint?
  /// The keys that follow from each other.
  package internal(set) var keys: [KeySuccession.Link] = []
  /// How many checkpoints the bundle has.
  package internal(set) var checkpoints: UInt64 = 0
  /// How many entries are proved to be in the ledger, keys and seals among them.
  package internal(set) var entries: UInt64 = 0
  /// How many segments are proved to be sealed.
  package internal(set) var seals: UInt64 = 0
  /// The agreements whose hash an entry of the ledger names: each 64 hexadecimal digits.
  package internal(set) var agreements: [String] = []
  /// By name.
  package internal(set) var checks: [Check] = []

  /// A verdict on nothing that was read yet.
  package init() {}

  /// Whether everything in the bundle is proved, and nothing is missing.
  package var isProved: Bool { findingCount == 0 }

  /// Whether the last checkpoint is signed by a key that follows from the trusted one.
  ///
  /// Unless it is, what is counted here is proved to belong together, but not whose it is.
  package var isSigned: Bool {
    !keys.isEmpty
      && subjects.isDisjoint(with: [
        .origin, .consistency, .signature, .succession, .handover, .trust,
      ])
  }
}
