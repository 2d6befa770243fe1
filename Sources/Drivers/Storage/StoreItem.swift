package import Chronology
package import Sampling
package import StoreFormat

/// What a reader finds, in order.
package enum StoreItem: Hashable, Sendable {
  /// Records that became durable together.
  case group(CommitGroup)
  /// Samples of one series from a file that is sealed, in the order of their commits, which are not
  /// told apart any more.
  case samples([Sample])
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
  /// From the last readable commit before to the first one after; in a sealed file from the first
  /// sample concerned to the last one.
  package var interval: Interval
  /// Whether it is in a sealed file, which says whose samples from when to when are concerned.
  package var isSealed = false

  /// A damage of these parts.
  package init(
    file: UInt64,
    offset: Int64,
    firstCommit: UInt64,
    lastCommit: UInt64,
    interval: Interval,
    isSealed: Bool = false
  ) {
    self.file = file
    self.offset = offset
    self.firstCommit = firstCommit
    self.lastCommit = lastCommit
    self.interval = interval
    self.isSealed = isSealed
  }

  /// The name of the file's copy in the quarantine: one for one damage, so that none is reported
  /// twice.
  package var copyName: String { LogName.damaged(file, at: offset) }

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
