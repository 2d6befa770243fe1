package import Dispatch

/// Runs the jobs of actors on one serial Dispatch queue.
///
/// Several actors may share one; they then call each other by `assumeIsolated` without waiting.
@safe
package final class QueueExecutor: SerialExecutor {
  /// The queue.
  ///
  /// Timers and sources of an actor's own belong on it.
  package let queue: DispatchQueue
  private let mark = DispatchSpecificKey<Bool>()

  /// Makes a queue.
  ///
  /// - Parameter label: As debuggers show it, such as `constat.store`.
  package init(label: String, qos: DispatchQoS = .default) {
    queue = DispatchQueue(label: label, qos: qos)
    queue.setSpecific(key: mark, value: true)
  }

  /// Runs a job on the queue after all that came before.
  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { unsafe job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }

  /// Whether the caller is on the queue; gives a wrong caller a message instead of a bare trap.
  package func isIsolatingCurrentContext() -> Bool? {
    DispatchQueue.getSpecific(key: mark) == true
  }

  /// Traps when the caller isn't on the queue.
  package func checkIsolated() {
    dispatchPrecondition(condition: .onQueue(queue))
  }
}
