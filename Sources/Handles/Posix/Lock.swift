import Glibc

/// A value that one thread at a time can reach.
///
/// `Synchronization.Mutex` would do, but its futex is invisible to the thread sanitizer.
///
/// The corresponding C type is `pthread_mutex_t`.
@safe
package final class Lock<Value: ~Copyable>: @unchecked Sendable {
  // Safe because: `value` is only touched between lock and unlock, and enters by `sending`.
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private var value: Value

  /// Guards a value that nobody else has.
  package init(_ value: consuming sending Value) {
    self.value = value
    unsafe mutex = .allocate(capacity: 1)
    unsafe mutex.initialize(to: pthread_mutex_t())
    let result = unsafe pthread_mutex_init(mutex, nil)
    precondition(result == 0, "no mutex")
  }

  deinit {
    _ = unsafe pthread_mutex_destroy(mutex)
    unsafe mutex.deinitialize(count: 1)
    unsafe mutex.deallocate()
  }

  /// Runs `body` with the value while no other thread can.
  ///
  /// Not recursive.
  ///
  /// The corresponding C functions are `pthread_mutex_lock` and `pthread_mutex_unlock`.
  package func withLock<Result: ~Copyable, Failure: Error>(
    _ body: (inout sending Value) throws(Failure) -> sending Result
  ) throws(Failure) -> sending Result {
    let result = unsafe pthread_mutex_lock(mutex)
    precondition(result == 0, "the mutex can't be locked")
    defer { _ = unsafe pthread_mutex_unlock(mutex) }
    return try body(&value)
  }
}
