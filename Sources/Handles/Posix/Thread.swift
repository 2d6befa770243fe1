import CLinux
import Glibc

/// A thread of its own, for work that must wait for nobody else.
///
/// One that isn't joined is left to itself when this goes.
@safe
package struct Thread: ~Copyable, Sendable {
  private let handle: pthread_t

  /// Starts a thread.
  ///
  /// Signals are blocked on it: they are for those who watch them.
  ///
  /// - Parameter name: At most 15 bytes are kept, as `top -H` shows them.
  /// - Throws: EAGAIN when the system has no threads left.
  ///
  /// The corresponding C function is `pthread_create`.
  package init(name: String, _ body: @escaping @Sendable () -> Void) throws(Errno) {
    let start = unsafe Unmanaged.passRetained(ThreadStart(name: name, body: body))
    var handle = pthread_t()
    let result = unsafe pthread_create(
      &handle,
      nil,
      { argument in
        guard let argument = unsafe argument else { return nil }
        let start = unsafe Unmanaged<ThreadStart>.fromOpaque(argument).takeRetainedValue()
        start.run()
        return nil
      },
      start.toOpaque()
    )
    if result != 0 {
      unsafe start.release()
      throw Errno(rawValue: result)
    }
    self.handle = handle
  }

  deinit {
    _ = pthread_detach(handle)
  }

  /// Waits until the thread's work is done.
  ///
  /// The corresponding C function is `pthread_join`.
  package consuming func join() {
    _ = pthread_join(handle, nil)
    discard self
  }

  /// Tells threads apart; never 0.
  ///
  /// The corresponding C function is `pthread_self`.
  package static var currentID: UInt { UInt(pthread_self()) }
}

private final class ThreadStart: Sendable {
  let name: String
  let body: @Sendable () -> Void

  init(name: String, body: @escaping @Sendable () -> Void) {
    self.name = name
    self.body = body
  }

  func run() {
    var all = sigset_t()
    _ = unsafe sigfillset(&all)
    _ = unsafe pthread_sigmask(SIG_BLOCK, &all, nil)
    _ = unsafe constat_name_thread(name)
    body()
  }
}

extension Thread {
  /// Lets the calling thread sleep, for commands that show something again and again.
  ///
  /// A signal may end it early.
  ///
  /// The corresponding C function is `nanosleep`.
  package static func pause(nanoseconds: Int64) {
    var time = timespec(
      tv_sec: Int(nanoseconds / 1_000_000_000),
      tv_nsec: Int(nanoseconds % 1_000_000_000)
    )
    _ = unsafe nanosleep(&time, nil)
  }
}
