import Glibc

/// Reads the system's clocks.
package enum SystemClocks {
  /// Nanoseconds since 1970-01-01 UTC without leap seconds.
  ///
  /// Steps when somebody sets the clock.
  ///
  /// The corresponding C function is `clock_gettime(CLOCK_REALTIME)`.
  package static func realtime() -> Int64 { read(CLOCK_REALTIME) }

  /// Nanoseconds since some point of this boot.
  ///
  /// Never steps; stands still while suspended.
  ///
  /// The corresponding C function is `clock_gettime(CLOCK_MONOTONIC)`.
  package static func monotonic() -> Int64 { read(CLOCK_MONOTONIC) }

  /// Nanoseconds since this boot.
  ///
  /// Never steps; goes on while suspended.
  ///
  /// The corresponding C function is `clock_gettime(CLOCK_BOOTTIME)`.
  package static func boottime() -> Int64 { read(CLOCK_BOOTTIME) }

  /// Nanoseconds of processor time used by this process, all threads.
  ///
  /// The corresponding C function is `clock_gettime(CLOCK_PROCESS_CPUTIME_ID)`.
  package static func processor() -> Int64 { read(CLOCK_PROCESS_CPUTIME_ID) }

  private static func read(_ clock: CInt) -> Int64 {
    var time = timespec()
    let result = unsafe clock_gettime(clock, &time)
    precondition(result == 0, "a clock of this system can't be read")
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
