import Dispatch
import Execution
import Glibc

/// Turns signals into what they ask for.
actor Signals: QueueActor {
  nonisolated let executor: QueueExecutor
  private var watches: [SignalWatch] = []

  /// Watches from now on.
  ///
  /// - Parameters:
  ///   - ending: Signalled by SIGTERM and SIGINT.
  ///   - reloader: Reads the configuration again on SIGHUP.
  init(on executor: QueueExecutor, ending: DispatchSemaphore, reloader: Reloader) {
    self.executor = executor
    executor.queue.sync {
      assumeIsolated { me in
        me.watches = [
          SignalWatch(SIGTERM, on: executor) { ending.signal() },
          SignalWatch(SIGINT, on: executor) { ending.signal() },
          // Who sends a signal hears no answer: what came of it is an event, and said by the reloader.
          SignalWatch(SIGHUP, on: executor) { reloader.assumeIsolated { _ = $0.reload() } },
        ]
      }
    }
  }
}
