import CLinux
import Glibc

/// This process as the system sees it.
package enum CurrentProcess {
  /// The process's number.
  ///
  /// The corresponding C function is `getpid`.
  package static var number: Int32 { getpid() }

  /// The user whose rights it has.
  ///
  /// The corresponding C function is `geteuid`.
  package static var user: UInt32 { geteuid() }

  /// Ends the process at once, without the exit handlers of libraries.
  ///
  /// Threads of Dispatch run until the very end; handlers such as OpenSSL's would take apart what one of
  /// them is still using. Nothing of ours waits in a buffer for them.
  ///
  /// The corresponding C function is `_exit`.
  package static func end(_ status: ExitStatus) -> Never { _exit(status.rawValue) }

  /// Raises the limit of open descriptors to what the system allows.
  ///
  /// - Returns: The limit from now on.
  ///
  /// The corresponding C function is `setrlimit(RLIMIT_NOFILE)`.
  @discardableResult
  package static func raiseDescriptorLimit() throws(Errno) -> UInt64 {
    var limit = rlimit()
    if unsafe getrlimit(CInt(RLIMIT_NOFILE.rawValue), &limit) != 0 { throw Errno.current }
    limit.rlim_cur = limit.rlim_max
    if unsafe setrlimit(CInt(RLIMIT_NOFILE.rawValue), &limit) != 0 { throw Errno.current }
    return UInt64(limit.rlim_cur)
  }

  /// Makes a write to a closed pipe or socket fail with EPIPE instead of ending the process.
  ///
  /// The corresponding C function is `signal(SIGPIPE, SIG_IGN)`.
  package static func ignoreBrokenPipes() {
    _ = signal(SIGPIPE, SIG_IGN)
  }

  /// Lets all threads share one heap, before any other thread is there.
  ///
  /// Each heap keeps what its busiest moment needed; one thread alone allocates much here, so that
  /// the others seldom wait for it.
  ///
  /// The corresponding C function is `mallopt(M_ARENA_MAX)`.
  package static func shareOneHeap() {
    _ = mallopt(M_ARENA_MAX, 1)
  }

  /// Lets every block of 128 KiB or more go back to the system when it is freed.
  ///
  /// Otherwise the first large block that is freed teaches the C library to take the next ones from
  /// the heap, where they leave holes that stay.
  ///
  /// The corresponding C function is `mallopt(M_MMAP_THRESHOLD)`.
  package static func returnLargeBlocks() {
    _ = mallopt(M_MMAP_THRESHOLD, 131_072)
  }

  /// Gives memory that was freed back to the system.
  ///
  /// The corresponding C function is `malloc_trim`.
  package static func returnFreeMemory() {
    _ = malloc_trim(0)
  }

  /// Sends a signal to this process.
  ///
  /// The corresponding C function is `kill`.
  package static func send(_ signal: Int32) {
    _ = kill(getpid(), signal)
  }
}
