/// How an objective stands while its window is open.
///
/// The later case is the worse.
package enum ObjectiveState: Int, CaseIterable, Comparable, Hashable, Sendable {
  /// Within its budget, with room.
  case ok
  /// Three quarters of the budget are spent by the estimate, or an incident is open that will spend
  /// the rest before the window's end if it goes on.
  case atRisk
  /// The estimate exceeds the budget of the whole window, but the proof does not yet; never so for
  /// a share of latencies, whose counts are both.
  case likelyBreached
  /// What is proved exceeds the budget of the whole window.
  case breached

  /// The name, as reports write it.
  package var name: String {
    switch self {
    case .ok: "ok"
    case .atRisk: "at-risk"
    case .likelyBreached: "likely-breached"
    case .breached: "breached"
    }
  }

  /// The better state first.
  package static func < (left: ObjectiveState, right: ObjectiveState) -> Bool {
    left.rawValue < right.rawValue
  }
}
