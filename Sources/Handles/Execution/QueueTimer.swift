import Dispatch

/// A timer that fires once for every time it is armed, on an executor's queue.
///
/// Make, arm and drop it on that queue only: in the methods of an actor of that executor. What is
/// given as `fire` then belongs to the actor, and the runtime checks that it runs there.
package final class QueueTimer {
  private let source: any DispatchSourceTimer

  /// Makes a timer that isn't armed.
  package init(on executor: QueueExecutor, fire: @escaping () -> Void) {
    source = DispatchSource.makeTimerSource(queue: executor.queue)
    source.setEventHandler(handler: fire)
    source.schedule(deadline: .distantFuture)
    source.activate()
  }

  deinit {
    source.cancel()
  }

  /// Fires once at the deadline, or at once when that has passed; replaces an earlier deadline.
  ///
  /// - Parameters:
  ///   - deadline: Nanoseconds of CLOCK_MONOTONIC, as `SystemClocks.monotonic` reads it.
  ///   - leeway: How many nanoseconds later it may be, for the sake of fewer wake-ups.
  package func arm(at deadline: Int64, leeway: Int64 = 0) {
    // Dispatch takes 0 for now.
    let time = DispatchTime(uptimeNanoseconds: UInt64(max(deadline, 1)))
    source.schedule(deadline: time, leeway: .nanoseconds(Int(leeway)))
  }

  /// Doesn't fire until it is armed again.
  package func disarm() {
    source.schedule(deadline: .distantFuture)
  }
}
