package import Sampling

/// How one kind of failure counts for an objective, whoever answers for it.
package struct CauseRule: Hashable, Sendable {
  /// What a failed sample counts as.
  package enum Count: String, CaseIterable, Hashable, Sendable {
    /// As if the answer had been good.
    case good
    /// As a failure.
    case bad
    /// As nothing: unknown time.
    case void
  }

  /// The failure.
  package let failure: NamedFailure
  /// What it counts as.
  package let count: Count

  /// `failure` counts as `count`.
  package init(_ failure: NamedFailure, _ count: Count) {
    self.failure = failure
    self.count = count
  }
}

extension [CauseRule] {
  /// What a failure counts as; nil if no rule names it.
  ///
  /// An exact status goes before its cause.
  package func count(of cause: Cause?, status: UInt16) -> CauseRule.Count? {
    let byStatus = first { $0.failure.isStatus(status) }
    return (byStatus ?? first { $0.failure.isCause(cause) })?.count
  }
}

extension NamedFailure {
  /// Whether it is this exact status; 0 is none.
  func isStatus(_ status: UInt16) -> Bool {
    if case .status(let named) = self { named == status && status != 0 } else { false }
  }

  /// Whether it is this cause.
  func isCause(_ cause: Cause?) -> Bool {
    if case .cause(let named) = self { named == cause } else { false }
  }
}

extension Agreement {
  /// How failures count for an objective: by its own causes and, for what those don't name, by who answers.
  package func responsibilities(for objective: Objective) -> Responsibilities {
    objective.causes.isEmpty
      ? clauses.responsibilities
      : Responsibilities(clauses.responsibilities.rules, causes: objective.causes)
  }
}
