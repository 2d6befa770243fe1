import Accounting
package import Chronology

/// Why an objective is not simply within its budget.
package enum StateReason: Hashable, Sendable {
  /// Three quarters of the budget, or more, are spent by the estimate.
  case mostlySpent
  /// The budget is gone after so long if the open incident goes on.
  case goneIn(TimeAmount)
  /// The budget is gone after so long unless a certificate is renewed.
  case unrenewed(TimeAmount)
  /// The estimate exceeds the budget, and what is proved does not.
  case estimate
  /// What is proved exceeds the budget.
  case proof
  /// Nothing may fail, and a failure is confirmed.
  case confirmedFailure

  /// The name, as JSON writes it.
  package var name: String {
    switch self {
    case .mostlySpent: "mostly-spent"
    case .goneIn: "incident-goes-on"
    case .unrenewed: "certificate-ends"
    case .estimate: "estimate"
    case .proof: "proof"
    case .confirmedFailure: "confirmed-failure"
    }
  }
}

extension Standing {
  /// Why the state is what it is; nil within the budget.
  package var reason: StateReason? {
    switch state {
    case .ok: nil
    case .atRisk:
      if let exhaustion, exhaustion > judged.end {
        hasOpenIncident
          ? .goneIn(exhaustion - judged.end) : .unrenewed(exhaustion - judged.end)
      } else {
        .mostlySpent
      }
    case .likelyBreached: .estimate
    case .breached: budget.isExceeded(by: spent.low) ? .proof : .confirmedFailure
    }
  }
}
