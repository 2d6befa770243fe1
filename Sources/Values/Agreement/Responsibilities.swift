package import Sampling

/// Who answers for which failure: by its cause, or by its exact status.
///
/// A failure that a party other than the provider answers for is void for the agreement's objectives:
/// unknown time, unless the clause says that it counts as good.
package struct Responsibilities: Hashable, Sendable {
  /// What is said, in the order in which it is written; no two rules name the same failure.
  package let rules: [ResponsibilityRule]
  /// How failures count for one objective, whoever answers for them; they go before the rules.
  package let causes: [CauseRule]

  /// The provider answers for everything that no rule gives to another.
  package init(_ rules: [ResponsibilityRule] = [], causes: [CauseRule] = []) {
    self.rules = rules
    self.causes = causes
  }

  /// Whether every failure counts as it was seen.
  package var isEmpty: Bool { rules.isEmpty && causes.isEmpty }

  /// Who answers for a failure; an exact status goes before its cause.
  package func party(for cause: Cause?, status: UInt16) -> Answerable {
    let byStatus = rules.first { $0.failure.isStatus(status) }
    let byCause = rules.first { $0.failure.isCause(cause) }
    return (byStatus ?? byCause)?.party ?? .provider
  }

  /// How a sample counts for the agreement, or for one of its objectives: one that is down for which the
  /// provider doesn't answer is void, unless the objective says otherwise of its cause.
  package func outcome(of sample: Sample) -> Outcome {
    guard sample.outcome == .down, !isEmpty else { return sample.outcome }
    switch causes.count(of: sample.cause, status: sample.status) {
    case .good: return .up
    case .bad: return .down
    case .void: return .void
    case nil: break
    }
    return party(for: sample.cause, status: sample.status) == .provider ? .down : .void
  }
}

/// Who answers for one kind of failure.
package struct ResponsibilityRule: Hashable, Sendable {
  /// The failure.
  package let failure: NamedFailure
  /// Who answers for it.
  package let party: Answerable

  /// `party` answers for `failure`.
  package init(_ failure: NamedFailure, _ party: Answerable) {
    self.failure = failure
    self.party = party
  }
}

/// A failure as an agreement names it.
package enum NamedFailure: Hashable, Sendable {
  /// By its cause.
  case cause(Cause)
  /// By the exact status of the answer: 100 to 599.
  case status(UInt16)
}

/// Who may answer for a failure.
package enum Answerable: String, CaseIterable, Hashable, Sendable {
  /// Who promises.
  case provider
  /// Who pays for it.
  case customer
  /// Neither.
  case thirdParty = "third-party"
}
