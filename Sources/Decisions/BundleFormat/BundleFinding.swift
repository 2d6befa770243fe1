/// One thing in a bundle that is not as it should be, or not there.
package struct BundleFinding: Hashable, Sendable, CustomStringConvertible {
  /// How bad it is.
  package enum Kind: String, Sendable {
    /// The bundle isn't written as the format says; nothing behind that line is read.
    case refused
    /// A proof fails.
    case damaged
    /// Something that would be needed isn't in the bundle.
    case missing
  }

  /// What it is about; the words stand in docs/formats/proof.md, "What a verifier says".
  package enum Subject: String, Sendable {
    /// The form of a line.
    case form
    /// A checkpoint is of another log.
    case origin
    /// A checkpoint's signature.
    case signature
    /// A checkpoint's tree is not the beginning of the last one's.
    case consistency
    /// A key does not follow from the one before.
    case succession
    /// The tree that a key's announcement names is not the beginning of the last one.
    case handover
    /// An entry is not in the ledger.
    case path
    /// Two definitions of one series.
    case series
    /// Two segments of the same log files.
    case overlap
    /// The samples of a block are not those that were sealed.
    case leaf
    /// The bundle is not the one that was written.
    case end
    /// The key that the reader trusts.
    case trust
    /// The definition of a series.
    case definition
    /// An agreement's text.
    case agreement
    /// Time of a check without samples and without an entry that says why.
    case samples
  }

  /// How bad it is.
  package let kind: Kind
  /// What it is about.
  package let subject: Subject
  /// Which line of the bundle, from 1; 0 where it is none.
  package let line: UInt64
  /// What is wrong, for people.
  package let text: String

  /// `damaged line 17 leaf: …`.
  package var description: String { "\(kind.rawValue) line \(line) \(subject.rawValue): \(text)" }
}
