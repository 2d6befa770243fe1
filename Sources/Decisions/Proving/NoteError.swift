/// Why a signed note, or a checkpoint, is not to be believed.
package enum NoteError: Error, Hashable, Sendable {
  /// It isn't written as the specification says.
  case malformed
  /// A signature claims to be of a known key and isn't: its name.
  case wrongSignature(String)
  /// None of its signatures is of a known key.
  case unknownKeys
}

extension NoteError: CustomStringConvertible {
  /// What is wrong, for people.
  package var description: String {
    switch self {
    case .malformed: "not a signed note"
    case .wrongSignature(let name): "the signature of \(name) is wrong"
    case .unknownKeys: "not signed by a known key"
    }
  }
}
