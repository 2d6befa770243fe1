import CLinux
import Dispatch
import Glibc

/// Turns a signal into a call on an executor's queue.
///
/// Make it and drop it in the methods of an actor of that executor.
package final class SignalWatch {
  private let source: any DispatchSourceSignal

  /// Blocks the signal on this thread, so that it no longer has its default effect, and watches it.
  ///
  /// Call `block` on the first thread before any other thread is there; threads inherit it.
  ///
  /// - Parameter signal: Such as SIGTERM.
  package init(_ signal: Int32, on executor: QueueExecutor, fire: @escaping () -> Void) {
    SignalWatch.block([signal])
    source = DispatchSource.makeSignalSource(signal: signal, queue: executor.queue)
    source.setEventHandler(handler: fire)
    source.activate()
  }

  deinit {
    source.cancel()
  }

  /// Blocks signals on the calling thread and on those that it starts.
  ///
  /// The corresponding C function is `pthread_sigmask`.
  package static func block(_ signals: [Int32]) {
    var set = sigset_t()
    _ = unsafe sigemptyset(&set)
    for signal in signals { _ = unsafe sigaddset(&set, signal) }
    _ = unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
  }
}
