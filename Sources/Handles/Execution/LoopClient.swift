/// Whom a loop serves: usually an actor on it, whose methods here start with `assumeIsolated`.
///
/// Both are called on the loop's thread.
package protocol LoopClient: AnyObject, Sendable {
  /// How long the loop may wait, in nanoseconds, 0 or more; nil as long as nothing happens.
  nonisolated func patience() -> Int64?

  /// Does the work of one turn, without blocking.
  ///
  /// - Parameters:
  ///   - events: Which watched descriptors are ready, at most 64; none when the time was over.
  ///   - woken: Whether `wakeUp` was called or jobs came since the last turn.
  nonisolated func turn(_ events: Span<Epoll.Event>, woken: Bool)
}

/// An actor whose jobs run on a loop's thread.
package protocol LoopActor: Actor, LoopClient {
  /// Where its jobs run.
  nonisolated var executor: LoopExecutor { get }
}

extension LoopActor {
  /// The executor as the runtime wants it.
  package nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe executor.asUnownedSerialExecutor()
  }
}
