import Dispatch
import Execution
import Posix

/// Lets the mailbox wake a store that is made after it.
final class WeakStore: Sendable {
  private struct Target: Sendable {
    weak var store: Store?
  }

  private let target = Lock(Target())

  func attach(_ store: Store) {
    target.withLock { $0.store = store }
  }

  func wake() {
    guard let store = target.withLock({ $0.store }) else { return }
    store.executor.queue.async { store.assumeIsolated { $0.schedule() } }
  }
}
