import Dispatch

/// An actor whose jobs run on a queue.
///
/// Two executors are never one: an actor names its own in `executor`, and has no `unsafe` of its
/// own.
package protocol QueueActor: Actor {
  /// Where its jobs run.
  nonisolated var executor: QueueExecutor { get }
}

extension QueueActor {
  /// The executor as the runtime wants it.
  package nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe executor.asUnownedSerialExecutor()
  }
}

/// Runs `body` on the actor's queue and waits for it; not from that queue.
@discardableResult
package func on<Worker: QueueActor, Value: Sendable, Failure: Error>(
  _ actor: Worker,
  _ body: @Sendable (isolated Worker) throws(Failure) -> Value
) throws(Failure) -> Value {
  let outcome: Result<Value, Failure> = actor.executor.queue.sync {
    actor.assumeIsolated { worker in
      do throws(Failure) {
        return .success(try body(worker))
      } catch {
        return .failure(error)
      }
    }
  }
  return try outcome.get()
}
