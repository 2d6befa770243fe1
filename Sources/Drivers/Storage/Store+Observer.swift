package import StoreFormat

extension Store {
  /// Called on the store's queue, in the order of the commits.
  package struct Observer: Sendable {
    /// Records are durable; where they took several groups, the number is that of the last one.
    package var committed: @Sendable (CommitGroup) -> Void
    /// Records that can't be made durable while the disk is as it is, each once, in order.
    ///
    /// They are told again when they are durable. The number of the group is 0.
    package var waiting: @Sendable (CommitGroup) -> Void
    /// All that was told as waiting is durable, or lost.
    package var settled: @Sendable () -> Void
    /// The disk's state, or the condition, has changed; answers what is to be recorded of that.
    package var changed: @Sendable (_ before: StoreStatus, _ now: StoreStatus) -> [Record]
    /// Says what is to be recorded beside a loss, in the same commit.
    package var besideLoss: @Sendable (Loss) -> [Record]
    /// The log goes on in another file: the one before is never written again.
    package var begun: @Sendable () -> Void

    /// An observer of these parts.
    package init(
      committed: @escaping @Sendable (CommitGroup) -> Void,
      waiting: @escaping @Sendable (CommitGroup) -> Void = { _ in },
      settled: @escaping @Sendable () -> Void = {},
      changed: @escaping @Sendable (StoreStatus, StoreStatus) -> [Record] = { _, _ in [] },
      besideLoss: @escaping @Sendable (Loss) -> [Record] = { _ in [] },
      begun: @escaping @Sendable () -> Void = {}
    ) {
      self.committed = committed
      self.waiting = waiting
      self.settled = settled
      self.changed = changed
      self.besideLoss = besideLoss
      self.begun = begun
    }
  }
}
