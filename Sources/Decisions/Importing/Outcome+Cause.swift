import Sampling

extension Outcome {
  /// What to do if a sample of this outcome cannot have `cause`; nil if it can.
  ///
  /// Only faults of ours are void, and only they are ours; slowness is what degraded means.
  func objection(to cause: Cause) -> String? {
    switch self {
    case .up:
      cause == .slow
        ? "an answer that was too slow is \"degraded\""
        : "what is up has no cause: write null or leave it out"
    case .degraded:
      cause == .slow ? nil : "what is degraded was slow and nothing else; other faults are \"down\""
    case .down:
      if cause.isLocal {
        "a fault of the one who measured is \"void\""
      } else if cause == .slow {
        "an answer that was only slow is \"degraded\", one that never came has \"read-timeout\""
      } else {
        nil
      }
    case .void:
      cause.isLocal ? nil : "only a fault of the one who measured is \"void\"; others are \"down\""
    }
  }
}

extension Cause {
  /// Whether an answer of `status` can have this cause; 0 means that the status isn't known.
  func allows(status: UInt16) -> Bool {
    guard status != 0 else { return true }
    return switch self {
    case .http4xx: (400...499).contains(status) && status != 429
    case .http429: status == 429
    case .http5xx: (500...599).contains(status)
    default: true
    }
  }
}
