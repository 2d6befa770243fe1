/// What an attempt saw.
///
/// Only faults of ours are void.
package enum Outcome: UInt8, CaseIterable, Hashable, Sendable, CustomStringConvertible {
  /// The answer was as expected, in time.
  case up = 1
  /// The answer was as expected, but slower than a limit of the check.
  case degraded = 2
  /// The answer was wrong, late or missing.
  case down = 3
  /// The attempt says nothing about the target: a fault of ours.
  case void = 4

  /// The outcome's name, as configuration, records and reports write it.
  package var description: String {
    switch self {
    case .up: "up"
    case .degraded: "degraded"
    case .down: "down"
    case .void: "void"
    }
  }

  /// The outcome of this name, if there is one.
  package init?(name: String) {
    guard let outcome = Outcome.allCases.first(where: { $0.description == name }) else {
      return nil
    }
    self = outcome
  }

  /// Whether the target was available: up or degraded.
  package var isAvailable: Bool { self == .up || self == .degraded }
}
