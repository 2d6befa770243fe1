import Chronology
import Posix
import Storage

extension StoreStatus {
  /// The store in the status line of the service: its last commit, and what is wrong.
  var words: String {
    let commit = "last commit \(lastCommitTime.map(\.timeOfDay) ?? "none")"
    let trouble = condition == .normal ? "" : ", the store is \(condition.words)"
    return commit + trouble + (lost > 0 ? ", \(lost) records lost since the start" : "")
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
