package import StoreFormat

/// What of a store's commits is sealed, for who opens the store to write it and finds that the log has
/// been lost.
package struct SealedCommits: Sendable {
  /// Tells all that is on record but samples, in the order of the commits; those of one commit may come
  /// in several groups.
  let read: @Sendable (any Disk, (CommitGroup) -> Void) throws(StoreError) -> Void

  /// Those that `read` tells.
  package init(
    _ read: @escaping @Sendable (any Disk, (CommitGroup) -> Void) throws(StoreError) -> Void
  ) {
    self.read = read
  }
}
