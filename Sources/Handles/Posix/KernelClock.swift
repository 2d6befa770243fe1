import CLinux

/// What the kernel says about its own clock.
package enum KernelClock {
  /// Whether a time server or the like keeps UTC right.
  ///
  /// The corresponding C function is `adjtimex`.
  package static var isSynchronized: Bool { constat_clock_is_synchronized() == 1 }

  /// How exact the kernel says that UTC is.
  package struct Statement: Hashable, Sendable {
    /// The bits `STA_…`.
    package let status: UInt32
    /// The largest possible error, in µs; 16 s once nobody corrects the clock.
    package let maximumError: Int64
    /// The likely error, in µs.
    package let estimatedError: Int64
    /// By how many seconds TAI is ahead of UTC; 0 where nobody told the kernel.
    package let taiOffset: Int32
  }

  /// Asks the kernel; nil where it says nothing.
  ///
  /// The corresponding C function is `adjtimex`.
  package static func statement() -> Statement? {
    let state = constat_clock_state()
    guard state.result >= 0 else { return nil }
    return Statement(
      status: state.status,
      maximumError: state.maximum_error,
      estimatedError: state.estimated_error,
      taiOffset: state.tai_offset
    )
  }
}
