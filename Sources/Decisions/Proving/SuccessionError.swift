/// Why an announced key is not the successor of the one before it.
package enum SuccessionError: Error, Hashable, Sendable {
  /// Its number isn't the one after; the one that was expected.
  case number(expected: UInt32)
  /// Its text isn't that of a key.
  case key
  /// It signs for another log; the log's origin.
  case name(expected: String)
  /// The store had it before.
  case repeated
  /// It is announced before its predecessor, or speaks of a tree that has this entry.
  case order
  /// Its predecessor didn't sign the announcement.
  case signature
}

extension SuccessionError: CustomStringConvertible {
  /// What is wrong, for people.
  package var description: String {
    switch self {
    case .number(let expected): "key \(expected) is expected here"
    case .key: "not an Ed25519 key that proves anything"
    case .name(let expected): "a key of another log than \(expected)"
    case .repeated: "a key that the store had before"
    case .order: "announced out of order"
    case .signature: "not signed by the key before it"
    }
  }
}
