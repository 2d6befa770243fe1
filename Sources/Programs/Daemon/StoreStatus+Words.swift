import Chronology
import Posix
import Storage
import Upkeep

extension StoreStatus {
  /// The store in the status line of the service: its last commit, and what is wrong.
  var words: String {
    let commit = "last commit \(lastCommitTime.map(\.timeOfDay) ?? "none")"
    let trouble = condition == .normal ? diskWords : ", the store is \(condition.words)"
    return commit + trouble + (lost > 0 ? ", \(lost) records lost since the start" : "")
  }

  private var diskWords: String {
    switch disk {
    case .low: ", the store's disk is low: \((free ?? 0) / 1_000_000) MB are free"
    case .reserve: ", the store's disk is full: \(reserve / 1_000_000) MB are kept ready"
    // With commits that succeed it is none of the others.
    case .ok, .exhausted, .failed: ""
    }
  }
}

extension StoreStatus.Condition {
  /// The condition in a sentence for an operator.
  var words: String {
    switch self {
    case .normal: "writing again"
    case .full: "full: samples wait in memory; make room on its disk"
    case .failing(let error): "failing (\(error)): samples wait in memory; look at its disk"
    }
  }
}
