package import Chronology
package import Posix
package import Upkeep

/// How a store is.
package struct StoreStatus: Hashable, Sendable {
  /// Whether commits succeed.
  package enum Condition: Hashable, Sendable {
    /// They do.
    case normal
    /// The disk is full; samples wait in memory.
    case full
    /// The disk fails; samples wait in memory.
    case failing(Errno)
  }

  /// Whether commits succeed.
  package var condition: Condition = .normal
  /// How well the disk takes what is recorded.
  package var disk = DiskState.ok
  /// How many bytes are free on it, when it was last looked at; nil where that can't be said.
  package var free: Int64?
  /// Fewer free bytes than this are little for this store.
  package var leastFree = DiskLadder.leastSpace
  /// How many bytes are left of what is kept ready for a full disk.
  package var reserve: Int64 = 0
  /// The last durable commit; 0 before the first.
  package var lastCommit: UInt64 = 0
  /// When it was made.
  package var lastCommitTime: Instant?
  /// How many records wait.
  package var pending = 0
  /// How many records were given up since the store was opened.
  package var lost: UInt64 = 0

  /// That of a store in which nothing has happened yet.
  package init() {}
}
