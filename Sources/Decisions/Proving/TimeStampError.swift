/// Why an answer is no time-stamp of what was asked for.
package enum TimeStampError: Error, Hashable, Sendable, CustomStringConvertible {
  /// It is not written as RFC 3161 has it.
  case malformed
  /// The authority did not grant it.
  case refused
  /// It stamps something else.
  case otherHash
  /// It answers another request.
  case otherNonce

  /// What is wrong.
  package var description: String {
    switch self {
    case .malformed: "the answer is no time-stamp (RFC 3161)"
    case .refused: "the authority refuses"
    case .otherHash: "the answer stamps something else"
    case .otherNonce: "the answer is to another request"
    }
  }
}
