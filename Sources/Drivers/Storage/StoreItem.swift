package import Chronology
import Sampling
package import StoreFormat

/// What a reader finds, in order.
package enum StoreItem: Hashable, Sendable {
  /// Records that became durable together.
  case group(CommitGroup)
  /// A place where commits were and can't be read.
  case damage(Damage)
}

/// A place in the log where acknowledged commits can't be read.
package struct Damage: Hashable, Sendable {
  /// The file's number.
  package var file: UInt64
  /// Where it begins, in bytes from the start of the file.
  package var offset: Int64
  /// The first commit concerned.
  package var firstCommit: UInt64
  /// The last commit concerned; 0 where it can't be said.
  package var lastCommit: UInt64
  /// From the last readable commit before to the first one after.
  package var interval: Interval

  /// The damage as the log records it.
  package var loss: Loss {
    Loss(
      cause: .damaged,
      interval: interval,
      file: file,
      firstCommit: firstCommit,
      lastCommit: lastCommit
    )
  }
}
