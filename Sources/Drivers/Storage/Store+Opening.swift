extension Store {
  /// Opens the store at a path for writing, and makes it if it isn't there.
  ///
  /// - Parameters:
  ///   - isPassing: Whether it is for one thing only, such as a declaration: who comes meanwhile waits for
  ///     its turn, 30 s at most.
  ///   - sealed: Tells where to go on if the log has been lost; without it such a store is refused.
  /// - Throws: What `StoreError` lists; its text says what to do.
  package static func open(
    _ path: String,
    _ settings: StoreSettings = StoreSettings(),
    clock: StoreClock = .system,
    isPassing: Bool = false,
    sealed: SealedCommits? = nil,
    observer: Observer
  ) throws(StoreError) -> Store {
    // The clock first: with a wrong one not even an empty store is made.
    _ = try clock.plausible()
    return try Store(
      on: PosixDisk.writing(path, isPassing: isPassing),
      settings,
      clock: clock,
      sealed: sealed,
      observer: observer
    )
  }
}
