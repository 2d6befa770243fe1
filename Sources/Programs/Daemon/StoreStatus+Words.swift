import Chronology
import Posix
import Storage
import Upkeep

extension StoreStatus {
  /// For how long nothing may be committed although something waits, before that is said: ten times the
  /// longest that a commit is put off.
  private static let patience = TimeAmount.seconds(10)

  /// The store in the status line of the service: its last commit, and what is wrong.
  func words(at now: Instant) -> String {
    let commit = "last commit \(lastCommitTime.map(\.timeOfDay) ?? "none")"
    let trouble = condition == .normal ? diskWords : ", the store is \(condition.words)"
    let loss = lost > 0 ? ", \(lost) records lost since the start" : ""
    return commit + trouble + silence(at: now) + loss
  }

  /// A disk that hangs does not fail: it says nothing.
  private func silence(at now: Instant) -> String {
    guard condition == .normal, pending > 0, let lastCommitTime,
      now - lastCommitTime > Self.patience
    else { return "" }
    let length = (now - lastCommitTime).nanoseconds / 1_000_000_000
    return
      ", nothing could be written for \(length) s: \(pending) records wait in memory; look whether"
      + " its disk answers"
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
