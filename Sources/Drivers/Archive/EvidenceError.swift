package import Chronology
package import Posix

/// Why there is no evidence; the text says what to do.
package enum EvidenceError: Error, Hashable, Sendable {
  /// The store can't be read.
  case archive(ArchiveError)
  /// Something is sealed, and nothing is signed.
  case unsigned
  /// Nothing is sealed yet.
  case unsealed
  /// The checkpoint is not of this ledger.
  case otherLedger
  /// Nothing of the time is sealed.
  case nothing(Unsealed)
  /// The bundle can't be written.
  case output(Errno)

  /// What of the time isn't sealed yet.
  package struct Unsealed: Hashable, Sendable {
    /// How many samples.
    package var samples = 0
    /// When the first of them was due.
    package var first: Instant?

    /// Nothing.
    package init() {}
  }
}

extension EvidenceError {
  /// What `body` gives.
  static func archived<Value: ~Copyable>(
    _ body: () throws(ArchiveError) -> Value
  ) throws(EvidenceError) -> Value {
    do throws(ArchiveError) {
      return try body()
    } catch {
      throw .archive(error)
    }
  }
}

extension EvidenceError: CustomStringConvertible {
  /// What is wrong and what to do.
  package var description: String {
    switch self {
    case .archive(let error): "\(error)"
    case .unsigned:
      "nothing is signed: a bundle would prove nothing. Give constatd a key (`seal-key`), and let it seal:"
        + " with its next hour, or when it stops"
    case .unsealed:
      "nothing of this record is sealed yet: constatd seals and signs with its next hour, or when it stops"
    case .otherLedger:
      "the checkpoint is not of this ledger: see constat verify, and restore the store from a backup"
    case .nothing(let unsealed):
      unsealed.samples > 0
        ? "none of the \(unsealed.samples) samples of that time is sealed yet: constatd seals them with its"
          + " next hour, or when it stops"
        : "the record has no samples of that time: see constat report for what it has"
    case .output(let error): "the bundle can't be written: \(error.withAdvice)"
    }
  }
}
