import CLinux
import Glibc
package import Posix

/// A counter that another thread can wait for.
///
/// The corresponding C function is `eventfd`.
package struct EventDescriptor: ~Copyable, Sendable {
  private let file: FileHandle

  /// Makes a counter at zero that never blocks its writer.
  ///
  /// - Parameter blocking: Whether `take` waits for a signal.
  package init(blocking: Bool = false) throws(Errno) {
    let flags = CInt(EFD_CLOEXEC) | (blocking ? 0 : CInt(EFD_NONBLOCK))
    let descriptor = eventfd(0, flags)
    if descriptor < 0 { throw Errno(rawValue: errno) }
    file = FileHandle(owning: descriptor)
  }

  /// The descriptor, for `epoll` while this lives.
  package var descriptor: CInt { file.descriptor }

  /// Adds one, which wakes who waits.
  package func signal() {
    // Fails only when 2^64 - 2 signals are pending: then the reader is awake anyhow.
    _ = eventfd_write(file.descriptor, 1)
  }

  /// Takes all signals out.
  ///
  /// - Returns: How many there were; 0 when there were none and it doesn't block.
  @discardableResult
  package func take() -> UInt64 {
    var count: eventfd_t = 0
    while unsafe eventfd_read(file.descriptor, &count) != 0 {
      if errno != EINTR { return 0 }
    }
    return UInt64(count)
  }
}
